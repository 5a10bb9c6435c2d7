#include "sim/report/report_sheets.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

namespace finwait {
namespace {

// A4 within the margins of the report's style sheet, less the room for a heading: 184 mm wide, 240 mm high.
constexpr std::int64_t kPaperWidth = 184;
constexpr std::int64_t kPaperHeight = 240;
// A picture may shrink to this many hundredths of the paper's width before its words get too small to read.
constexpr std::int64_t kShrink = 76;
constexpr std::int64_t kSharedTenths = 600;  // of a pixel: more than two lines of text

struct Size {
  std::int64_t width = 0;  // tenths of a pixel
  std::int64_t height = 0;
};

// A number with at most one decimal, in tenths; takes it and a blank after it from `text`.
std::optional<std::int64_t> take_tenths(std::string_view& text) {
  std::int64_t whole = 0;
  const std::from_chars_result end = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (end.ec != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end.ptr - text.data()));
  whole *= 10;
  if (text.size() > 1 && text[0] == '.') {
    whole += text[1] - '0';
    text.remove_prefix(2);
  }
  if (text.starts_with(' ')) text.remove_prefix(1);
  return whole;
}

std::optional<Size> size_of(std::string_view svg) {
  constexpr std::string_view kBegin = "viewBox=\"0 0 ";
  const std::string_view root = svg.substr(0, svg.find('>'));
  const std::size_t at = root.find(kBegin);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view numbers = root.substr(at + kBegin.size());
  const auto width = take_tenths(numbers);
  const auto height = take_tenths(numbers);
  if (!width || !height || *width <= 0) return std::nullopt;
  return Size{*width, *height};
}

std::int64_t divided_up(std::int64_t value, std::int64_t by) { return (value + by - 1) / by; }

std::string pixels(std::int64_t tenths) {
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) {
    text += '.';
    text += std::to_string(tenths % 10);
  }
  return text;
}

void put_sheet(std::string& out, std::string_view id, std::int64_t top, Size size) {
  out += "<svg viewBox=\"0 ";
  out += pixels(top);
  out += ' ';
  out += pixels(size.width);
  out += ' ';
  out += pixels(size.height);
  out += "\"><use href=\"#";
  out += id;
  out += "\" /></svg>\n";
}

}  // namespace

PictureSheets in_sheets(std::string_view svg, std::string_view id) {
  PictureSheets result{std::string(svg), {}};
  const std::optional<Size> size = size_of(svg);
  if (!size) return result;
  const std::int64_t tallest = size->width * kPaperHeight * 100 / (kPaperWidth * kShrink);
  if (size->height <= tallest) return result;
  result.picture.insert(svg.find("<svg") + 4, " id=\"" + std::string(id) + "\"");
  // As few as may be, all equally tall, so that all are printed at one scale.
  const std::int64_t sheets = divided_up(size->height - kSharedTenths, tallest - kSharedTenths);
  const std::int64_t height = divided_up(size->height + (sheets - 1) * kSharedTenths, sheets);
  for (std::int64_t i = 0; i < sheets; ++i) {
    put_sheet(result.sheets, id, i * (height - kSharedTenths), {size->width, height});
  }
  return result;
}

}  // namespace finwait
