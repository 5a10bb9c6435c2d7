#include <algorithm>

#include "sim/picture/sequence_draw.hpp"
#include "sim/picture/svg_text.hpp"

namespace finwait {
namespace {

constexpr Px kSample = 30_px;
constexpr Px kRow = 20_px;
constexpr Px kBetween = 18_px;

// Puts samples and their words one behind the other, in as many rows as they need.
class Legend {
 public:
  Legend(SvgWriter& svg, Px left, Px right, Px top) : svg_(svg), left_(left), right_(right), at_{left, top} {}

  // Begins an item; returns the middle of its sample.
  Point begin(std::string_view words, Px sample = kSample) {
    const Px width = sample + (sample > 0_px ? 6_px : 0_px) + text_width(words, kFontSize);
    if (at_.x > left_ && at_.x + width > right_) {
      at_ = {left_, at_.y + kRow};
    }
    const Point middle{at_.x + sample / 2, at_.y + kRow / 2};
    svg_.text_at({at_.x + width - text_width(words, kFontSize), at_.y + kRow / 2 + 4_px}, "fw-faint", words);
    at_.x += width + kBetween;
    return middle;
  }

  void arrow(std::string_view words, const SegmentRecord& segment) {
    const Point middle = begin(words);
    const SequenceArrow sample{.segment = &segment};
    draw_shaft(svg_, sample, {middle.x - kSample / 2 + (sample.injected() ? 5_px : 0_px), middle.y},
               {middle.x + kSample / 2 - (sample.lost() ? 5_px : 0_px), middle.y});
  }

  void timer(std::string_view words, SequenceTimer::End end) {
    const Point middle = begin(words, 12_px);
    svg_.line({middle.x, middle.y - 8_px}, {middle.x, middle.y + 3_px}, "fw-timer");
    draw_timer_end(svg_, {middle.x, middle.y + 3_px}, end);
  }

  void call(std::string_view words) {
    const Point middle = begin(words, 12_px);
    SvgPath mark;
    mark.move_to({middle.x + 4_px, middle.y}).line_to({middle.x - 3_px, middle.y - 4_px});
    mark.line_to({middle.x - 3_px, middle.y + 4_px}).close();
    svg_.path(mark, "fw-call-mark");
  }

  Px bottom() const { return at_.y + kRow; }

 private:
  SvgWriter& svg_;
  Px left_;
  Px right_;
  Point at_;
};

}  // namespace

Px draw_legend(SvgWriter& svg, const SequencePicture& picture, Px top) {
  Legend legend(svg, 16_px, picture.width - 16_px, top);
  const auto any = [&](auto matches) {
    return std::any_of(picture.arrows.begin(), picture.arrows.end(),
                       [&](const ArrowShape& shape) { return matches(*shape.arrow); });
  };
  const auto any_timer = [&](SequenceTimer::End end) {
    return std::any_of(picture.timers.begin(), picture.timers.end(),
                       [&](const TimerShape& shape) { return shape.timer->end == end; });
  };
  if (any([](const SequenceArrow& a) { return a.segment->teardown != 0; })) {
    legend.begin("\u2460 to \u2463: the four segments of the close", 0_px);
  }
  if (any([](const SequenceArrow& a) { return a.lost(); })) legend.arrow("lost", {.fate = Fate::Lost});
  if (any([](const SequenceArrow& a) { return a.segment->fate == Fate::Corrupted; })) {
    legend.arrow("arrives corrupted", {.fate = Fate::Corrupted});
  }
  if (any([](const SequenceArrow& a) { return a.segment->duplicate; })) {
    legend.arrow("copy made by the link", {.duplicate = true});
  }
  if (any([](const SequenceArrow& a) { return a.injected(); })) {
    legend.arrow("injected: nobody sent it", {.why = Why::Injected});
  }
  if (std::any_of(picture.notes.begin(), picture.notes.end(), [](const NoteShape& n) { return n.news != nullptr; })) {
    legend.call("the application");
  }
  if (any_timer(SequenceTimer::End::Fired)) legend.timer("timer fires", SequenceTimer::End::Fired);
  if (any_timer(SequenceTimer::End::Stopped)) legend.timer("timer stopped", SequenceTimer::End::Stopped);
  if (any_timer(SequenceTimer::End::Running)) legend.timer("still running", SequenceTimer::End::Running);
  return legend.bottom();
}

}  // namespace finwait
