// The languages in which finwait tells a run.
#pragma once

#include <cstdint>

namespace finwait {

enum class Language : std::uint8_t { English, Chinese };

}  // namespace finwait
