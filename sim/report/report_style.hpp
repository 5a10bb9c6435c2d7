// How the HTML report looks on screens of any width, light and dark, and on A4, and the script of its filter. Text
// only; which elements there are is report_html.cpp's business.
#pragma once

#include <string>
#include <string_view>

namespace finwait {

// Screen and paper.
std::string report_style();
std::string_view report_script();

}  // namespace finwait
