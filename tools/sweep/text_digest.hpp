// A digest of octets, the same on every machine: of an axis and its values for the seeds, of a plan for its hash, of a
// part's pages for its checksum. It is no cryptography.
#pragma once

#include <cstdint>
#include <string_view>

namespace finwait::cli {

// Every octet, the length and `key` count. Two texts of one length that differ within one group of eight octets never
// have the same.
std::uint64_t text_digest(std::string_view text, std::uint64_t key);

}  // namespace finwait::cli
