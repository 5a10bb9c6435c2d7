// The values between two bounds at which an outcome may change: whole multiples of a unit, counted from the lower
// bound. By exact arithmetic; it knows no scenario and runs nothing.
#pragma once

#include <cstdint>
#include <string>

#include "tools/sweep/exact.hpp"
#include "tools/sweep/expression.hpp"

namespace finwait::cli {

// A bound as it was written ("60"), and as the axis takes it ("60s").
struct WrittenBound {
  std::string written{};
  std::string canonical{};
};

class FrontierLattice {
 public:
  // `unit` is "" for the finer one of the units in which the bounds were written, down to their last decimal place: s
  // for "5s", 100 ms for "1.5s", 1 for "8", 1/100 for "0.25". Throws CommandError (Usage): bounds that are no two
  // durations, rates or numbers, equal or reversed; a unit that is none, of the other kind, or does not divide what
  // lies between the bounds; more than 2^62 values.
  FrontierLattice(const WrittenBound& lower, const WrittenBound& upper, const std::string& unit);

  std::uint64_t steps() const { return steps_; }  // from the lower bound to the upper
  std::string value(std::uint64_t step) const;    // canonical text; step <= steps()
  std::string unit() const { return length(1); }  // canonical text: "1s", "0.01"
  std::string length(std::uint64_t steps) const;

  // Whether the unit that the bounds name leaves little between them: two numbers, fewer than 100 steps. Then half a
  // step above the lower bound is a value to try, and refine() makes the unit a tenth of it until there are 1000 steps.
  bool coarse() const;
  std::string half_step() const;
  void refine();

 private:
  Exact lower_{};
  Exact unit_{};
  std::uint64_t steps_ = 0;
  ExpressionValue::Kind kind_ = ExpressionValue::Kind::Number;
};

// What is wrong with a range before anybody knows what it ranges over; throws CommandError (Usage) as above.
void require_range(const std::string& lower, const std::string& upper);

}  // namespace finwait::cli
