#include "tools/sweep/engine.hpp"

#include <sys/utsname.h>

#include <atomic>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <ctime>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <semaphore>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "tools/context.hpp"
#include "tools/sweep/progress.hpp"
#include "tools/sweep/stop_signals.hpp"
#include "tools/sweep/unit_runner.hpp"

namespace finwait::cli {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
// Bound to the executor itself: the usual types hold any executor, whose comparison g++ 12 takes for a null pointer's.
using WriterExecutor = asio::io_context::executor_type;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, WriterExecutor>;

constexpr auto kTick = std::chrono::milliseconds(50);
// What a crash may cost; and a transaction of this length makes its fixed costs small.
constexpr auto kTransaction = std::chrono::milliseconds(200);
constexpr unsigned kResultsPerWorker = 8;  // that may wait for the writer

// The units of a shard that are not done, in ascending order, to whoever asks next.
class MissingUnits {
 public:
  MissingUnits(const Shard& shard, std::uint64_t units, std::vector<std::uint64_t> done)
      : shard_(shard), units_(units), next_(shard.number), done_(std::move(done)) {}

  std::optional<std::uint64_t> take() {
    const std::scoped_lock lock(mutex_);
    for (; next_ < units_; next_ += shard_.count) {
      if (first_done_ == done_.size() || done_[first_done_] != next_) {
        return std::exchange(next_, next_ + shard_.count);
      }
      ++first_done_;
    }
    return std::nullopt;
  }

 private:
  std::mutex mutex_;
  Shard shard_;
  std::uint64_t units_;
  std::uint64_t next_;
  std::vector<std::uint64_t> done_;
  std::size_t first_done_ = 0;
};

std::string utc_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::string text(20, '\0');
  std::strftime(text.data(), text.size() + 1, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string machine_words() {
  utsname names{};
  if (::uname(&names) != 0) return "unknown";
  return std::string(names.nodename) + ", " + names.sysname + " " + names.release + " " + names.machine + ", " +
         std::to_string(std::thread::hardware_concurrency()) + " cores";
}

class Engine {
 public:
  Engine(const SweepPlan& plan, Store& store, unsigned threads)
      : plan_(plan),
        store_(store),
        threads_(threads),
        missing_(store.shard(), store.units().count(), store.units_done()),
        room_(static_cast<std::ptrdiff_t>(kResultsPerWorker) * threads),
        progress_(store.runs_expected(), store.runs_done()) {}

  SweepRun run() {
    const std::uint64_t before = store_.runs_done();
    if (!store_.folded()) {
      note_machine();
      tick();
      work_on_all_cores();
    }
    if (error_) std::rethrow_exception(error_);
    guarded([this] { store_.commit(); });
    if (!error_ && !stop_asked()) finish();
    progress_.clear();
    if (error_) std::rethrow_exception(error_);
    return {store_.runs_done(), store_.runs_expected(), store_.runs_done() - before, progress_.seconds(),
            stop_asked() && !store_.complete()};
  }

 private:
  void note_machine() {
    store_.begin();
    set_meta(store_.database(), "machine", machine_words());
    set_meta(store_.database(), "threads", std::to_string(threads_));
    if (meta(store_.database(), "started").empty()) set_meta(store_.database(), "started", utc_now());
    store_.commit();
  }

  void tick() {
    timer_.expires_after(kTick);
    timer_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      if (stop_asked()) stop_ = true;
      commit_if_due();
      progress_.show(store_.runs_done());
      tick();
    });
  }

  void work_on_all_cores() {
    // A pool of Asio's own kind waits for ever if the system refuses one of its threads, so it is made by hand.
    asio::io_context workers(static_cast<int>(threads_));
    working_ = threads_;
    for (unsigned i = 0; i < threads_; ++i) {
      asio::post(workers, [this] {
        work();
        asio::post(writer_, [this] {
          if (--working_ == 0) writer_.stop();
        });
      });
    }
    const std::vector<std::jthread> threads = started([&workers] { workers.run(); });
    writer_.run();  // the timer always has its next tick before it, so there is always something to wait for
    timer_.cancel();
    writer_.restart();
  }

  // As many as were asked for, or as the system gives. Throws CommandError (Retry) if that is none.
  std::vector<std::jthread> started(const std::function<void()>& body) const {
    std::vector<std::jthread> threads;
    try {
      threads.reserve(threads_);
      while (threads.size() < threads_) threads.emplace_back(body);
    } catch (const std::system_error& error) {
      if (threads.empty()) {
        throw CommandError(ExitCode::Retry, std::string("no thread could be started: ") + error.what());
      }
    }
    return threads;
  }

  // On a worker's thread.
  void work() {
    try {
      UnitRunner runner(plan_, store_.units(), store_.keep(), store_.reused());
      while (!stop_) {
        const std::optional<std::uint64_t> unit = missing_.take();
        if (!unit) return;
        UnitResult result = runner.run(*unit);
        room_.acquire();
        asio::post(writer_, [this, result = std::move(result)] {
          take(result);
          room_.release();
        });
      }
    } catch (...) {
      stop_ = true;
      asio::post(writer_, [this, error = std::current_exception()] {
        if (!error_) error_ = error;
      });
    }
  }

  // Everything below is on the writer's thread. After an error what still arrives is let go: it is not in the file,
  // so the next start will do it again.
  void take(const UnitResult& result) {
    guarded([&] {
      if (!store_.has_uncommitted()) oldest_ = Clock::now();
      store_.add(result);
    });
    commit_if_due();
  }

  void commit_if_due() {
    if (store_.has_uncommitted() && Clock::now() - oldest_ >= kTransaction) guarded([this] { store_.commit(); });
  }

  template <typename Work>
  void guarded(const Work& work) {
    if (error_) return;
    try {
      work();
    } catch (...) {
      stop_ = true;
      error_ = std::current_exception();
    }
  }

  void finish() {
    guarded([this] {
      const double seconds = progress_.seconds();
      try {
        store_.finish({{"finished", utc_now()}, {"seconds", std::to_string(seconds)}}, [this] {
          progress_.show(store_.runs_done());
          return !stop_asked();
        });
      } catch (const CommandError&) {
        if (!stop_asked()) throw;
      }
    });
  }

  StopSignals signals_;
  const SweepPlan& plan_;
  Store& store_;
  unsigned threads_;
  MissingUnits missing_;
  std::counting_semaphore<> room_;
  Progress progress_;
  asio::io_context writer_{1};
  Timer timer_{writer_};
  std::atomic<bool> stop_ = false;
  unsigned working_ = 0;
  Clock::time_point oldest_{};
  std::exception_ptr error_{};
};

}  // namespace

SweepRun run_sweep(const SweepPlan& plan, Store& store, unsigned threads) {
  if (store.complete()) return {store.runs_done(), store.runs_expected(), 0, 0, false};
  try {
    return Engine(plan, store, threads).run();
  } catch (const boost::system::system_error& error) {
    // Descriptors for its queue and timer, of which the system has no more just now.
    throw CommandError(ExitCode::Retry, error.what());
  }
}

}  // namespace finwait::cli
