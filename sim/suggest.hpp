// "Did you mean": the candidate that is nearest to what somebody typed.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace finwait {

// The candidate with the smallest edit distance (insert, delete, replace, swap of neighbours; case and -/_ count
// nothing), if it is near enough to be a likely slip; else "". The first of equals wins.
std::string suggest(std::string_view typed, std::span<const std::string_view> candidates);

// `"a", "b" or "c"`, for messages.
std::string quoted_list(std::span<const std::string_view> names);

}  // namespace finwait
