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
constexpr Px kBold = 14_px;  // as wide as 12 px are that are bold
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
constexpr Px kThinnest = 2_px;

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

// What a curve comes to between two of its borders.
struct Region {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::string first{};  // values
  std::string last{};
  std::string outcome{};  // "": there are more changes than were looked for
};

std::vector<Region> regions_of(const Frontier& frontier, const FrontierCurve& curve, const Heights& heights) {
  std::vector<Region> out;
  Region next{0, 0, frontier.lower, "", ""};
  for (const FrontierChange& change : curve.changes) {
    next.to = heights.of(change);
    next.last = change.below.value;
    next.outcome = change.below.outcome;
    out.push_back(next);
    next.from = next.to;
    next.first = change.above.value;
  }
  next.to = Heights::kWhole;
  next.last = frontier.upper;
  next.outcome = curve.cut ? "" : curve.last.outcome;
  out.push_back(next);
  return out;
}

// The outcomes that occur: the normal one first, then by how much of the map is theirs.
class Outcomes {
 public:
  explicit Outcomes(const std::vector<std::vector<Region>>& columns) {
    std::map<std::string, std::int64_t> areas;
    for (const std::vector<Region>& column : columns) {
      for (const Region& region : column) areas[region.outcome] += region.to - region.from;
    }
    areas.erase("");
    for (const auto& [words, area] : areas) words_.push_back(words);
    std::stable_sort(words_.begin(), words_.end(),
                     [&areas](const std::string& a, const std::string& b) { return areas[a] > areas[b]; });
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
  std::vector<std::string> words_{};
};

class FrontierCanvas {
 public:
  explicit FrontierCanvas(const Frontier& frontier)
      : frontier_(frontier),
        heights_(frontier),
        columns_(columns_of(frontier, heights_)),
        outcomes_(columns_),
        svg_(body_) {
    Px labels = std::max(label_width(frontier.lower), label_width(frontier.upper));
    for (const Label& label : borders()) labels = std::max(labels, label_width(label.words));
    left_ = std::max(60_px, kMargin + kGap + std::min(kLongestLabel, labels));
    width_ = std::min((kChartWidth - left_ - kMargin) / static_cast<std::int64_t>(columns_.size()),
                      frontier.second.empty() ? kOnlyColumn : kWidestColumn);
  }

  std::string draw() {
    regions();
    letters();
    first_axis();
    second_axis();
    legend();
    const std::string title = frontier_.scenario + ": " + frontier_.axis + " from " + frontier_.lower + " to " +
                              frontier_.upper + ", to " + frontier_.unit;
    return chart_frame(title, below_ + kGap, body_);
  }

 private:
  struct Label {
    std::int64_t height = 0;
    std::string words{};
    std::size_t columns = 0;  // that have a border there
  };

  static std::vector<std::vector<Region>> columns_of(const Frontier& frontier, const Heights& heights) {
    std::vector<std::vector<Region>> out;
    for (const FrontierCurve& curve : frontier.curves) out.push_back(regions_of(frontier, curve, heights));
    return out;
  }

  Px left(std::size_t column) const { return left_ + width_ * static_cast<std::int64_t>(column); }
  Px y(std::int64_t height) const {
    return kTop + kHeight - Px::from_tenths(kHeight.tenths() * height / Heights::kWhole);
  }

  // One value in thousands is to be seen too.
  Box box(std::size_t column, const Region& region) const {
    Box out{left(column), y(region.to), left(column + 1), y(region.from)};
    if (out.height() >= kThinnest) return out;
    if (region.to < Heights::kWhole)
      out.top = out.bottom - (region.from > 0 ? (out.height() + kThinnest) / 2 : kThinnest);
    out.bottom = out.top + kThinnest;
    return out;
  }

  // Thin ones after the others, which would cover them.
  void regions() {
    for (const bool thin : {false, true}) {
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        for (const Region& region : columns_[i]) {
          if ((y(region.from) - y(region.to) < kThinnest) == thin) draw(i, region);
        }
      }
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      for (std::size_t row = 1; row < columns_[i].size(); ++row) edge(i, columns_[i][row - 1], columns_[i][row]);
    }
  }

  void draw(std::size_t column, const Region& region) {
    const Box place = box(column, region);
    const std::string& at = frontier_.curves[column].at;
    const std::string where = frontier_.axis + " = " + region.first +
                              (region.last == region.first ? "" : " to " + region.last) +
                              (at.empty() ? "" : ", " + frontier_.second + " = " + at) + ": ";
    if (!region.outcome.empty()) {
      svg_.open_rect(place, Outcomes::css_class(outcomes_.number(region.outcome)));
      svg_.title(where + region.outcome).close();
      return;
    }
    cut_ = true;
    svg_.open_rect(place, kNothing).title(where + "more changes").close();
    svg_.line({place.left, place.bottom}, {place.right, place.top}, "fwr-bar fwr-cross");
  }

  // Where colours do not tell two outcomes apart.
  void edge(std::size_t column, const Region& below, const Region& above) {
    if (above.outcome.empty() || outcomes_.number(below.outcome) != outcomes_.number(above.outcome)) return;
    svg_.line({left(column), y(above.from)}, {left(column + 1), y(above.from)}, "fwr-axis");
  }

  // Colours alone are not for everybody. Of narrow columns not each has letters.
  void letters() {
    const std::int64_t every = width_ >= kLetterEvery / 2 ? 1
                                                          : (kLetterEvery.tenths() + width_.tenths()) /
                                                                std::max<std::int64_t>(1, width_.tenths());
    for (std::size_t i = static_cast<std::size_t>(every / 2); i < columns_.size();
         i += static_cast<std::size_t>(every)) {
      for (const Region& region : columns_[i]) {
        const Box place = box(i, region);
        if (region.outcome.empty() || place.height() < kRoomOfLetter) continue;
        svg_.text_at({place.left + width_ / 2, (place.top + place.bottom) / 2 + 4_px}, "fwr-mid fwr-on",
                     Outcomes::letter(outcomes_.number(region.outcome)));
      }
    }
  }

  // Those that most columns have first.
  std::vector<Label> borders() const {
    std::map<std::int64_t, Label> found;
    for (const FrontierCurve& curve : frontier_.curves) {
      for (const FrontierChange& change : curve.changes) {
        const std::int64_t height = heights_.of(change);
        Label& label = found[height];
        if (label.columns++ == 0) label = {height, change.above.value, 1};
      }
    }
    std::vector<Label> out;
    for (auto& [height, label] : found) out.push_back(std::move(label));
    std::stable_sort(out.begin(), out.end(), [](const Label& a, const Label& b) { return a.columns > b.columns; });
    return out;
  }

  // The borders, then the bounds, as far as there is room.
  void first_axis() {
    const std::string name = frontier_.axis + (heights_.logarithmic() ? " (logarithmic)" : "");
    svg_.text_at({kMargin, 46_px}, "fwr-name", clip_text(name, kBold, kChartWidth - kMargin * 2));
    std::vector<Label> labels = borders();
    const auto bound = [&labels](std::int64_t height, const std::string& words) {
      const auto same = [&words](const Label& label) { return label.words == words; };
      if (std::none_of(labels.begin(), labels.end(), same)) labels.push_back({height, words, 0});
    };
    bound(0, frontier_.lower);
    bound(Heights::kWhole, frontier_.upper);
    std::vector<Px> taken;
    for (const Label& label : labels) {
      const Px at = y(label.height);
      const auto close = [at](Px other) { return at < other + kRoomOfLetter && other < at + kRoomOfLetter; };
      if (std::any_of(taken.begin(), taken.end(), close)) continue;
      taken.push_back(at);
      svg_.line({left_ - 4_px, at}, {left_, at}, "fwr-axis");
      svg_.text_at({left_ - kGap, at + 4_px}, "fwr-end", clip_text(label.words, kFont, kLongestLabel));
    }
  }

  void second_axis() {
    below_ = kTop + kHeight + kLine;
    if (!frontier_.second.empty()) {
      std::vector<std::string> labels;
      for (const FrontierCurve& curve : frontier_.curves) {
        labels.push_back(clip_text(curve.at, kFont, std::max(width_, kWidestColumn) - kGap));
      }
      const std::size_t stride = label_stride(labels, width_);
      for (std::size_t i = 0; i < labels.size(); i += stride) {
        const Px half = label_width(labels[i]) / 2;
        const Px middle =
            std::clamp(left(i) + width_ / 2, kGap + half, std::max(kGap + half, kChartWidth - kGap - half));
        svg_.text_at({middle, below_}, "fwr-mid", labels[i]);
      }
      below_ += kLine;
      const std::string name = clip_text(frontier_.second, kBold, kChartWidth - kMargin * 2);
      const Px half = text_width(name, kBold) / 2;
      svg_.text_at(
          {std::clamp((left_ + left(labels.size())) / 2, kMargin + half, kChartWidth - kMargin - half), below_},
          "fwr-mid fwr-name", name);
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
    const bool any =
        std::any_of(columns_.begin(), columns_.end(), [](const auto& column) { return column.size() > 1; });
    if (any) note("At a border stands the first value above it.");
    if (frontier_.repeats > 1)
      note("The most frequent outcome of " + grouped(frontier_.repeats) + " runs of each value.");
    if (frontier_.chance.others > 0) {
      note("Chance decides here: the borders are those of seed " + std::to_string(frontier_.seed) + " only.");
    }
  }

  const Frontier& frontier_;
  Heights heights_;
  std::vector<std::vector<Region>> columns_;  // from the lower bound up
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
