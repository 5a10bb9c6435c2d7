// Text as XML and HTML take it, for pictures, reports and whatever else is marked up.
#pragma once

#include <string>
#include <string_view>

namespace finwait {

// `text` as it may stand between tags and in attribute values between double quotation marks. What XML 1.0 cannot
// carry, and bytes that are no UTF-8, become U+FFFD.
std::string xml_escaped(std::string_view text);

}  // namespace finwait
