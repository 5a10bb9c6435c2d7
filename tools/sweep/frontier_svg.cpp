// A frontier as a picture: a column for each value of the second axis, and in it what the first one's values come to,
// from border to border. The same frontier gives the same bytes.
#include <algorithm>
#include <map>

#include "loss_models/uint128.hpp"
#include "sim/picture/svg_text.hpp"
#include "sim/picture/svg_writer.hpp"
#include "tools/numbers.hpp"
#include "tools/outcome_class.hpp"
#include "tools/sweep/exact_log.hpp"
#include "tools/sweep/expression.hpp"
#include "tools/sweep/frontier.hpp"
#include "tools/sweep/report_canvas.hpp"

namespace finwait::cli {
namespace {

constexpr Px kFont = 12_px;
constexpr Px kMargin = 16_px;
constexpr Px kGap = 8_px;
constexpr Px kLine = 18_px;
constexpr Px kTop = 62_px;
constexpr Px kHeight = 380_px;
constexpr Px kWidestColumn = 90_px;
constexpr Px kOnlyColumn = 240_px;
constexpr Px kLongestLabel = 200_px;
constexpr Px kRoomOfLetter = 14_px;
constexpr Px kLetterEvery = 60_px;

// Heights, in parts of kWhole. By number, each value of the first axis has its share of the height; by logarithm if a
// border would otherwise be lost at the foot.
class Heights {
 public:
  static constexpr std::int64_t kWhole = 1'000'000;

  explicit Heights(const Frontier& frontier) : values_(frontier.steps + 1) {
    constexpr std::int64_t kLost = kWhole / 25;
    lower_ = read_expression_value(frontier.lower).number;
    if (lower_.num <= 0) return;
    const auto lost = [this](const FrontierChange& change) { return linear(change) < kLost; };
    for (const FrontierCurve& curve : frontier.curves) {
      logarithmic_ = logarithmic_ || std::any_of(curve.changes.begin(), curve.changes.end(), lost);
    }
    if (logarithmic_) octaves_ = logarithm(frontier.upper);
  }

  bool logarithmic() const { return logarithmic_; }
  std::int64_t of(const FrontierChange& change) const {
    return logarithmic_ ? part(logarithm(change.above.value), octaves_) : linear(change);
  }

 private:
  static std::int64_t part(Int128 at, Int128 all) { return static_cast<std::int64_t>(at * kWhole / all); }
  std::int64_t linear(const FrontierChange& change) const {
    return part(static_cast<Int128>(change.above.step), static_cast<Int128>(values_));
  }
  // Above the lower bound.
  std::int64_t logarithm(const std::string& value) const {
    return log2_fixed(read_expression_value(value).number) - log2_fixed(lower_);
  }

  std::uint64_t values_;
  Exact lower_{};
  bool logarithmic_ = false;
  std::int64_t octaves_ = 1;  // as log2_fixed() counts them
};

// The outcomes that occur: the normal one first, then as they come.
class Outcomes {
 public:
  explicit Outcomes(const Frontier& frontier) {
    for (const FrontierCurve& curve : frontier.curves) {
      add(curve.first.outcome);
      for (const FrontierChange& change : curve.changes) add(change.above.outcome);
    }
    std::stable_partition(words_.begin(), words_.end(), [](const std::string& words) { return words == kNormalEnd; });
  }
  // Of the last number more than one may be.
  std::size_t number(const std::string& words) const {
    const auto at = static_cast<std::size_t>(std::find(words_.begin(), words_.end(), words) - words_.begin());
    return std::min(at, kMostCategories - 1);
  }
  std::size_t shown() const { return std::min(words_.size(), kMostCategories); }
  std::string words(std::size_t number) const {
    return number + 1 == kMostCategories && words_.size() > kMostCategories ? "other" : words_[number];
  }
  static std::string css_class(std::size_t number) { return "fwr-c" + std::to_string(number); }
  static std::string letter(std::size_t number) { return {static_cast<char>('A' + number)}; }

 private:
  void add(const std::string& words) {
    if (std::find(words_.begin(), words_.end(), words) == words_.end()) words_.push_back(words);
  }
  std::vector<std::string> words_{};
};

class FrontierCanvas {
 public:
  explicit FrontierCanvas(const Frontier& frontier)
      : frontier_(frontier), heights_(frontier), outcomes_(frontier), svg_(body_) {
    const auto columns = static_cast<std::int64_t>(frontier.curves.size());
    Px labels = std::max(label_width(frontier.lower), label_width(frontier.upper));
    for (const auto& [height, label] : borders()) labels = std::max(labels, label_width(label.words));
    left_ = std::max(60_px, kMargin + kGap + std::min(kLongestLabel, labels));
    width_ = std::min((kChartWidth - left_ - kMargin) / columns, frontier.second.empty() ? kOnlyColumn : kWidestColumn);
  }

  std::string draw() {
    for (std::size_t i = 0; i < frontier_.curves.size(); ++i) column(i);
    first_axis();
    second_axis();
    legend();
    const std::string title = frontier_.scenario + ": where the outcome changes, to " + frontier_.unit;
    return chart_frame(title, below_ + kGap, body_);
  }

 private:
  struct Label {
    std::string words{};
    std::size_t curves = 0;  // that have a border there
  };

  Px left(std::size_t column) const { return left_ + width_ * static_cast<std::int64_t>(column); }
  Px y(std::int64_t height) const {
    return kTop + kHeight - Px::from_tenths(kHeight.tenths() * height / Heights::kWhole);
  }

  std::map<std::int64_t, Label> borders() const {
    std::map<std::int64_t, Label> out;
    for (const FrontierCurve& curve : frontier_.curves) {
      for (const FrontierChange& change : curve.changes) {
        Label& label = out[heights_.of(change)];
        if (label.curves++ == 0) label.words = change.above.value;
      }
    }
    return out;
  }

  void column(std::size_t i) {
    const FrontierCurve& curve = frontier_.curves[i];
    std::int64_t height = 0;
    std::string from = frontier_.lower;
    for (const FrontierChange& change : curve.changes) {
      const std::int64_t border = heights_.of(change);
      region(i, height, border, change.below.outcome, from + " to " + change.below.value);
      height = border;
      from = change.above.value;
    }
    const std::string rest = from + " to " + frontier_.upper;
    curve.cut ? unknown(i, height, rest) : region(i, height, Heights::kWhole, curve.last.outcome, rest);
  }

  std::string place(std::size_t column, const std::string& values) const {
    const std::string& at = frontier_.curves[column].at;
    return frontier_.axis + " = " + values + (at.empty() ? "" : ", " + frontier_.second + " = " + at);
  }

  void region(std::size_t column, std::int64_t from, std::int64_t to, const std::string& outcome,
              const std::string& values) {
    const std::size_t number = outcomes_.number(outcome);
    // One value in thousands is seen too. What lies above is drawn later.
    const Box box{left(column), y(to), left(column + 1), std::max(y(from), y(to) + 2_px)};
    svg_.open_rect(box, Outcomes::css_class(number)).title(place(column, values) + ": " + outcome).close();
    if (!lettered(column) || box.height() < kRoomOfLetter) return;
    // Colours alone are not for everybody.
    svg_.text_at({box.left + width_ / 2, (box.top + box.bottom) / 2 + 4_px}, "fwr-mid fwr-on",
                 Outcomes::letter(number));
  }

  void unknown(std::size_t column, std::int64_t from, const std::string& values) {
    cut_ = true;
    const Box box{left(column), kTop, left(column + 1), y(from)};
    svg_.open_rect(box, kNothing).title(place(column, values) + ": more changes").close();
    svg_.line({box.left, box.bottom}, {box.right, box.top}, "fwr-bar fwr-cross");
  }

  // Of narrow columns not each.
  bool lettered(std::size_t column) const {
    std::size_t every = 1;
    while (width_ * static_cast<std::int64_t>(every) < std::min(kLetterEvery, kWidestColumn / 3)) ++every;
    if (every > 1) every = static_cast<std::size_t>(kLetterEvery.tenths() / std::max<std::int64_t>(width_.tenths(), 1));
    return column % every == (every > 1 ? every / 2 : 0);
  }

  // Both bounds, and of the borders those that most columns have, as far as there is room.
  void first_axis() {
    const std::string name = frontier_.axis + (heights_.logarithmic() ? " (logarithmic)" : "");
    svg_.text_at({kMargin, 46_px}, "fwr-name", clip_text(name, kFont, kChartWidth - kMargin * 2));
    std::vector<Px> taken;
    const auto label = [&](Px at, const std::string& words) {
      for (const Px other : taken) {
        if (at < other + kRoomOfLetter && other < at + kRoomOfLetter) return;
      }
      taken.push_back(at);
      svg_.line({left_ - 4_px, at}, {left_, at}, "fwr-axis");
      svg_.text_at({left_ - kGap, at + 4_px}, "fwr-end", clip_text(words, kFont, kLongestLabel));
    };
    label(y(0), frontier_.lower);
    label(y(Heights::kWhole), frontier_.upper);
    std::vector<std::pair<std::int64_t, Label>> all;
    for (auto& border : borders()) all.emplace_back(border);
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.second.curves > b.second.curves; });
    for (const auto& [height, border] : all) label(y(height), border.words);
  }

  void second_axis() {
    below_ = kTop + kHeight + kLine;
    if (!frontier_.second.empty()) {
      std::vector<std::string> labels;
      for (const FrontierCurve& curve : frontier_.curves) labels.push_back(curve.at);
      const std::size_t stride = label_stride(labels, width_);
      const Px room = std::max(width_ * static_cast<std::int64_t>(stride) - kGap, width_);
      for (std::size_t i = 0; i < labels.size(); i += stride) {
        svg_.text_at({left(i) + width_ / 2, below_}, "fwr-mid", clip_text(labels[i], kFont, room));
      }
      below_ += kLine;
      const Px half = label_width(frontier_.second) / 2;
      svg_.text_at({std::max((left_ + left(labels.size())) / 2, kMargin + half), below_}, "fwr-mid fwr-name",
                   frontier_.second);
    }
    below_ += kLine;
  }

  void legend() {
    const Px words = left_ + 24_px;
    const auto key = [&](const std::string& css_class, const std::string& text) {
      svg_.rect({left_, below_, left_ + 16_px, below_ + 14_px}, css_class);
      svg_.text_at({words, below_ + 12_px}, "", clip_text(text, kFont, kChartWidth - words - kMargin));
      below_ += kLine;
    };
    for (std::size_t i = 0; i < outcomes_.shown(); ++i) {
      key(Outcomes::css_class(i), Outcomes::letter(i) + ": " + outcomes_.words(i));
    }
    if (cut_) key(kNothing, "more changes than " + std::to_string(kMostChanges) + ", not drawn");
    const auto note = [this](const std::string& text) {
      svg_.text_at({left_, below_ + 14_px}, "fwr-faint", clip_text(text, kFont, kChartWidth - left_ - kMargin));
      below_ += kLine;
    };
    if (!borders().empty()) note("At a border stands the first value above it.");
    if (frontier_.repeats > 1)
      note("The most frequent outcome of " + grouped(frontier_.repeats) + " runs of each value.");
    if (frontier_.chance.others > 0) {
      note("Chance decides here: the borders are those of seed " + std::to_string(frontier_.seed) + " only.");
    }
  }

  const Frontier& frontier_;
  Heights heights_;
  Outcomes outcomes_;
  std::string body_{};
  SvgWriter svg_;
  Px left_{};
  Px width_{};  // of a column
  Px below_{};
  bool cut_ = false;
};

}  // namespace

std::string frontier_svg(const Frontier& frontier) { return FrontierCanvas(frontier).draw(); }

}  // namespace finwait::cli
