// A picture too tall for a sheet of paper, cut into sheets for printing. Consecutive sheets share a strip, so that what
// is cut on one is whole on the other. The picture itself stays as it is: the sheets refer to it.
#pragma once

#include <string>
#include <string_view>

namespace finwait {

struct PictureSheets {
  std::string picture{};  // the picture, its root element with the id that the sheets refer to
  std::string sheets{};   // SVG elements, one a sheet of A4 within the report's margins; "" if one sheet is enough
};

// `svg` is an element with a viewBox that begins at 0 0; one without comes back as it is, without sheets. `id` must be
// new in the page.
PictureSheets in_sheets(std::string_view svg, std::string_view id);

}  // namespace finwait
