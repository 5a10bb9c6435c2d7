// A tally as bytes: a version, then numbers as LEB128 varints; differences where a list ascends, so that a byte string
// that goes back or repeats itself cannot even be written down.
#include <algorithm>
#include <bit>
#include <limits>

#include "tools/sweep/tally.hpp"

namespace finwait::cli {
namespace {

constexpr char kVersion = 2;

void put(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) out += static_cast<char>(0x80U | (number & 0x7fU));
  out += static_cast<char>(number);
}

// 0, -1, 1, -2 ... as 0, 1, 2, 3 ...
void put_signed(std::string& out, std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  put(out, bits << 1U ^ (number < 0 ? ~std::uint64_t{0} : 0));
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && rest_.empty(); }

  std::uint64_t number(std::uint64_t below_or_at = std::numeric_limits<std::uint64_t>::max()) {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      if (rest_.empty() || shift > 63) return fail();
      const auto octet = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      if (shift == 63 && octet > 1) return fail();
      value |= static_cast<std::uint64_t>(octet & 0x7fU) << shift;
      if ((octet & 0x80U) != 0) continue;
      if (octet == 0 && shift > 0) return fail();  // written longer than need be
      return value <= below_or_at ? value : fail();
    }
  }
  std::int64_t signed_number() {
    const std::uint64_t bits = number();
    return static_cast<std::int64_t>(bits >> 1U ^ ((bits & 1U) != 0 ? ~std::uint64_t{0} : 0));
  }

 private:
  std::uint64_t fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

void put_class(std::string& out, const OutcomeClass& outcome) {
  for (const SideOutcome& side : outcome.sides) {
    put(out, static_cast<std::uint64_t>(side.state));
    put(out, static_cast<std::uint64_t>(side.before));
    put(out, static_cast<std::uint64_t>(side.cause));
    put(out, static_cast<std::uint64_t>(side.error));
  }
  put(out, outcome.time_was_up ? 1 : 0);
}

OutcomeClass read_class(Reader& reader) {
  OutcomeClass outcome;
  for (SideOutcome& side : outcome.sides) {
    side.state = static_cast<State>(reader.number(kStateCount - 1));
    side.before = static_cast<State>(reader.number(kStateCount - 1));
    side.cause = static_cast<Cause>(reader.number(kCauseCount - 1));
    side.error = static_cast<SocketError>(reader.number(kSocketErrorCount - 1));
  }
  outcome.time_was_up = reader.number(1) == 1;
  return outcome;
}

}  // namespace

class TallyText {
 public:
  static void put_values(std::string& out, const ValueTally& tally) {
    put(out, tally.exact_ ? 1 : 0);
    put(out, tally.entries_.size());
    if (tally.entries_.empty()) return;
    put_signed(out, tally.min_);
    put_signed(out, tally.max_);
    put(out, tally.witness_);
    const auto sum = static_cast<Uint128>(tally.sum_);
    put(out, static_cast<std::uint64_t>(sum));
    put(out, static_cast<std::uint64_t>(sum >> 64U));
    put_signed(out, tally.entries_.front().value);
    auto before = static_cast<std::uint64_t>(tally.entries_.front().value);
    for (const ValueTally::Entry& entry : tally.entries_) {
      if (&entry != &tally.entries_.front()) put(out, static_cast<std::uint64_t>(entry.value) - before - 1);
      before = static_cast<std::uint64_t>(entry.value);
      put(out, entry.count - 1);
    }
  }

  static bool read_values(Reader& reader, ValueTally& tally) {
    tally.exact_ = reader.number(1) == 1;
    const std::uint64_t entries = reader.number(std::uint64_t{1} << 20U);
    if (!reader.ok() || (tally.exact_ && entries > ValueTally::kExactValues)) return false;
    if (entries == 0) return tally.exact_;
    tally.min_ = reader.signed_number();
    tally.max_ = reader.signed_number();
    tally.witness_ = reader.number();
    const std::uint64_t low = reader.number();
    tally.sum_ = static_cast<Int128>(static_cast<Uint128>(reader.number()) << 64U | low);
    std::int64_t value = reader.signed_number();
    for (std::uint64_t i = 0; i < entries && reader.ok(); ++i) {
      if (i > 0) {
        const std::uint64_t step = reader.number();
        const std::uint64_t room =
            static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) - static_cast<std::uint64_t>(value);
        if (step >= room) return false;
        value = static_cast<std::int64_t>(static_cast<std::uint64_t>(value) + step + 1);
      }
      const std::uint64_t count = reader.number();
      if (count >= std::numeric_limits<std::uint64_t>::max() - tally.count_) return false;
      tally.entries_.push_back({value, count + 1});
      tally.count_ += count + 1;
    }
    return reader.ok() && agrees(tally);
  }

 private:
  static bool agrees(const ValueTally& tally) {
    const std::int64_t first = tally.entries_.front().value;
    const std::int64_t last = tally.entries_.back().value;
    if (tally.exact_) return tally.min_ == first && tally.max_ == last;
    return ValueTally::bucket(tally.min_) == first && ValueTally::bucket(tally.max_) == last;
  }
};

std::string CombinationTally::write() const {
  std::string out(1, kVersion);
  put(out, classes.size());
  for (const auto& [outcome, count] : classes) {
    put_class(out, outcome);
    put(out, count.count);
    put(out, count.witness);
  }
  put(out, metrics.size());
  for (const ValueTally& tally : metrics) TallyText::put_values(out, tally);
  return out;
}

bool CombinationTally::read(std::string_view bytes, CombinationTally& out) {
  out = CombinationTally();
  if (bytes.empty() || bytes.front() != kVersion) return false;
  Reader reader(bytes.substr(1));
  const std::uint64_t classes = reader.number();
  const OutcomeClass* before = nullptr;
  for (std::uint64_t i = 0; i < classes && reader.ok(); ++i) {
    const OutcomeClass outcome = read_class(reader);
    const std::uint64_t count = reader.number();
    const std::uint64_t witness = reader.number();
    if (!reader.ok() || count == 0 || (before != nullptr && !(*before < outcome))) return false;
    before = &out.classes.emplace_hint(out.classes.end(), outcome, ClassCount{count, witness})->first;
  }
  const std::uint64_t metrics = reader.number(std::uint64_t{1} << 16U);
  for (std::uint64_t i = 0; i < metrics && reader.ok(); ++i) {
    if (!TallyText::read_values(reader, out.metrics.emplace_back())) return false;
  }
  return reader.at_end();
}

}  // namespace finwait::cli
