// libFuzzer: octets that read as a segment write to octets that read as the same segment, and nothing crashes. The
// first octet of the input chooses the shift and whether checksums are made right first, or nearly no input would pass
// them. Reproduce a finding with: wire_fuzz FILE
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tests/support/wire_samples.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto shift = static_cast<std::uint8_t>(data[0] & 31U);
  const bool mend = (data[0] & 128U) == 0;
  std::string octets(data + 1, data + size);
  if (mend) octets = finwait::tests::with_right_checksums(octets);
  if (!finwait::tests::reads_back(octets, shift)) __builtin_trap();
  return 0;
}
