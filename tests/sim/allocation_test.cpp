// A run allocates nothing for each event: once its buffers have grown, the same scenario runs without a single
// allocation. Counted with the program's own operator new, which sanitizers replace.
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "sim/runner.hpp"
#include "tests/support/experiment.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define FINWAIT_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FINWAIT_SANITIZED 1
#endif
#endif

namespace {
std::atomic<std::uint64_t> allocations{0};
}

#ifndef FINWAIT_SANITIZED  // a sanitizer has its own; there the test only shows that the runs run

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif

namespace {

std::uint64_t allocations_of_second_run(const finwait::Scenario& scenario) {
  finwait::Runner runner;
  runner.run_quietly(scenario);
  const std::uint64_t before = allocations;
  runner.run_quietly(scenario);
  return allocations - before;
}

}  // namespace

TEST_CASE("a run allocates nothing once its buffers have grown") {
  for (const char* stack : {"textbook", "rfc9293", "linux", "freebsd", "lwip"}) {
    INFO(stack);
    CHECK(allocations_of_second_run(finwait::experiment::usual_close(stack)) == 0);
    // With every FIN of A lost there are more events, and still no allocation.
    CHECK(allocations_of_second_run(finwait::experiment::usual_close(stack, {finwait::experiment::lose(1, 0)})) == 0);
  }
}
