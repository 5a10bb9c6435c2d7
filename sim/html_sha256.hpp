// SHA-256 in base64, as a Content-Security-Policy names the one script that it lets run. Not for secrets.
#pragma once

#include <string>
#include <string_view>

namespace finwait {

// The digest of FIPS 180-4, in base64 with padding (RFC 4648 4): 44 characters.
std::string sha256_base64(std::string_view bytes);

}  // namespace finwait
