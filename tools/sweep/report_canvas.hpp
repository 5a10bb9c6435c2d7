// The ground of a report's pictures: size, title, axes with as many labels as fit, cells, legends, colours for light
// and dark. It knows words and places in a grid, and no results.
#pragma once

#include <string>
#include <vector>

#include "sim/picture/svg_writer.hpp"
#include "tools/sweep/report_chart.hpp"

namespace finwait::cli {

class MapCanvas {
 public:
  struct Key {
    std::string css_class{};
    std::string words{};
  };

  MapCanvas(const std::string& title, const ChartAxis& x, const ChartAxis& y);

  std::size_t rows() const { return rows_; }
  bool holds(const std::vector<std::string>& labels) const;  // each of these has room in a cell
  bool lettered(std::size_t columns) const;                  // so many cells hold a letter
  // Columns begin to end, the end outside. kNothing is crossed out, and the legend says what that means.
  void cell(std::size_t begin, std::size_t end, std::size_t row, const std::string& css_class, const std::string& hint);
  void label(std::size_t begin, std::size_t end, std::size_t row, const std::string& words, bool on_dark);
  // With a word below each edge, from the first shade's lower one to the last one's upper, if there is room for all.
  void scale(const std::vector<Key>& keys, const std::vector<std::string>& edges, const std::string& note);
  // The same with words in each shade.
  void steps(const std::vector<Key>& keys, std::size_t dark_from);
  void legend(const std::vector<Key>& keys);
  std::string finish();

 private:
  void axes(const ChartAxis& x, const ChartAxis& y);
  Px left(std::size_t column) const { return left_ + Px::from_tenths(cell_width_ * static_cast<std::int64_t>(column)); }
  // The first row is the lowest.
  Px top(std::size_t row) const {
    return top_ + Px::from_tenths(cell_height_ * static_cast<std::int64_t>(rows_ - 1 - row));
  }
  Px bottom() const { return top_ + Px::from_tenths(cell_height_ * static_cast<std::int64_t>(rows_)); }

  void nothing();

  std::string title_;
  std::string body_{};
  SvgWriter svg_;
  bool nothing_ = false;  // a cell is kNothing
  std::size_t columns_;
  std::size_t rows_;
  std::int64_t cell_width_ = 0;  // tenths of a pixel
  std::int64_t cell_height_ = 0;
  Px left_{};
  Px top_{};
  Px below_{};  // where the legend begins
};

inline constexpr Px kChartWidth = Px(880);
inline constexpr const char* kNothing = "fwr-none";

// The whole picture: root element, title, style, paper and `body`.
std::string chart_frame(const std::string& title, Px height, const std::string& body);
// Every how-manieth label is shown where `room` is the distance from one to the next.
std::size_t label_stride(const std::vector<std::string>& labels, Px room);
Px label_width(const std::string& label);

}  // namespace finwait::cli
