#include "tools/model_theory.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

#include "loss_models/fault_rule.hpp"

namespace finwait::cli {
namespace {

using Connection = std::span<const SentSegment>;
using Moments = std::optional<LossMoments>;

double real(Ratio r) { return static_cast<double>(r.num) / static_cast<double>(r.den); }

// Segments that are lost independently of each other; probabilities of 0 and 1 make a model without chance.
LossMoments independent(Connection connection, const std::function<double(std::size_t)>& p) {
  LossMoments moments(connection.size());
  for (std::size_t i = 0; i < connection.size(); ++i) moments.lost(i) = p(i);
  for (std::size_t i = 0; i < connection.size(); ++i) {
    for (std::size_t j = i + 1; j < connection.size(); ++j) moments.both(i, j) = moments.lost(i) * moments.lost(j);
  }
  return moments;
}

struct Chain {
  double p = 0;
  double r = 0;
  double loss_bad = 1;
  double loss_good = 0;
};

Chain chain_of(const LossSpec& spec) {
  Chain chain;
  if (const Ratio* rate = spec.find_as<Ratio>("loss_rate")) {
    chain.r = 1 / real(spec.get("mean_burst", Ratio{1, 1}));
    chain.p = chain.r * real(*rate) / (1 - real(*rate));
    return chain;
  }
  chain.p = real(spec.get("p", Ratio{}));
  chain.r = real(spec.get("r", Ratio{}));
  chain.loss_bad = real(spec.get("loss_bad", Ratio{1, 1}));
  chain.loss_good = real(spec.get("loss_good", Ratio{0, 1}));
  return chain;
}

// Hasslinger and Hohlfeld 2008: after k moves the share of bad is its stationary value plus what is left of the
// difference at the start, which shrinks by 1 - p - r a move.
Moments gilbert_elliott(const LossSpec& spec, Connection connection) {
  const Chain c = chain_of(spec);
  const double stationary = c.p + c.r > 0 ? c.p / (c.p + c.r) : 0;
  std::vector<double> fades(connection.size() + 1, 1);
  for (std::size_t k = 1; k < fades.size(); ++k) fades[k] = fades[k - 1] * (1 - c.p - c.r);
  const auto bad_after = [&](double share, std::size_t k) { return stationary + (share - stationary) * fades[k]; };
  const auto loss_at = [&](double bad) { return bad * c.loss_bad + (1 - bad) * c.loss_good; };
  constexpr std::uint64_t kGood = 1;
  constexpr std::uint64_t kBad = 2;
  const std::uint64_t start = spec.get("start", std::uint64_t{0});
  const double at_start = start == kGood ? 0 : start == kBad ? 1 : stationary;
  LossMoments moments(connection.size());
  for (std::size_t i = 0; i < connection.size(); ++i) {
    const double bad = bad_after(at_start, i);
    moments.lost(i) = loss_at(bad);
    for (std::size_t j = i + 1; j < connection.size(); ++j) {
      moments.both(i, j) =
          bad * c.loss_bad * loss_at(bad_after(1, j - i)) + (1 - bad) * c.loss_good * loss_at(bad_after(0, j - i));
    }
  }
  return moments;
}

Moments bernoulli(const LossSpec& spec, Connection connection) {
  const double p = real(spec.get("p", Ratio{}));
  return independent(connection, [p](std::size_t) { return p; });
}

Moments periodic(const LossSpec& spec, Connection connection) {
  const std::uint64_t every = spec.get("every", std::uint64_t{1});
  const std::uint64_t offset = spec.get("offset", every);
  return independent(connection, [every, offset](std::size_t i) {
    return i + 1 >= offset && (i + 1 - offset) % every == 0 ? 1.0 : 0.0;
  });
}

Moments burst(const LossSpec& spec, Connection connection) {
  const std::uint64_t at = spec.get("at", std::uint64_t{1});
  const std::uint64_t count = spec.get("count", std::uint64_t{1});
  return independent(connection, [at, count](std::size_t i) { return i + 1 >= at && i + 1 - at < count ? 1.0 : 0.0; });
}

Moments outage(const LossSpec& spec, Connection connection) {
  const Duration from = spec.get("from", Duration(0));
  const Duration to = spec.get("to", kForever);
  const Duration every = spec.get("every", Duration(0));
  return independent(connection, [&](std::size_t i) {
    const Duration t = connection[i].transmission.now.time_since_epoch();
    for (Duration begin = from, end = to; begin <= t; begin += every, end += every) {
      if (t < end) return 1.0;
      if (every == Duration(0)) break;
    }
    return 0.0;
  });
}

LossMoments of_bits(const Bits& bits, bool repeat, Connection connection) {
  return independent(connection, [&](std::size_t i) {
    if (i >= bits.size() && !repeat) return 0.0;
    return bits[i % bits.size()] != 0 ? 1.0 : 0.0;
  });
}

Moments pattern(const LossSpec& spec, Connection connection) {
  return of_bits(spec.get("bits", Bits{}), spec.get("repeat", std::uint64_t{0}) != 0, connection);
}

Moments recorded(const LossSpec& spec, Connection connection) {
  if (const Bits* bits = spec.find_as<Bits>("values")) {
    return of_bits(*bits, spec.get("repeat", std::uint64_t{0}) != 0, connection);
  }
  // Each time takes the first segment from then on that is still free.
  std::vector<double> lost(connection.size(), 0);
  for (const Duration time : spec.get("values", std::vector<Duration>{})) {
    for (std::size_t i = 0; i < connection.size(); ++i) {
      if (lost[i] != 0 || connection[i].transmission.now.time_since_epoch() < time) continue;
      lost[i] = 1;
      break;
    }
  }
  return independent(connection, [&](std::size_t i) { return lost[i]; });
}

Moments state_dependent(const LossSpec& spec, Connection connection) {
  const auto states = spec.get("states", std::vector<IndexedRatio>{});
  const auto kinds = spec.get("kinds", std::vector<IndexedRatio>{});
  const double otherwise = real(spec.get("otherwise", Ratio{}));
  return independent(connection, [&](std::size_t i) {
    const State state = connection[i].transmission.sender_state;
    double largest = -1;
    for (const IndexedRatio& entry : states) {
      if (static_cast<State>(entry.index) == state) largest = std::max(largest, real(entry.p));
    }
    for (const IndexedRatio& entry : kinds) {
      const bool fits = is_kind(static_cast<SegmentKind>(entry.index), connection[i].segment, fin_received(state));
      if (fits) largest = std::max(largest, real(entry.p));
    }
    return largest < 0 ? otherwise : largest;
  });
}

Moments size_dependent(const LossSpec& spec, Connection connection) {
  const double right = 1 - real(spec.get("bit_error_rate", Ratio{}));
  return independent(connection, [&](std::size_t i) {
    double all_right = 1;
    for (std::uint32_t bit = 0; bit < connection[i].transmission.size * 8; ++bit) all_right *= right;
    return 1 - all_right;
  });
}

std::optional<std::vector<LossMoments>> parts_of(const LossSpec& spec, Connection connection) {
  std::vector<LossMoments> parts;
  for (const LossSpec& part : spec.get("models", std::vector<LossSpec>{})) {
    Moments moments = loss_moments(part, connection);
    if (!moments) return std::nullopt;
    parts.push_back(std::move(*moments));
  }
  return parts;
}

Moments all_of(const LossSpec& spec, Connection connection) {
  const auto parts = parts_of(spec, connection);
  if (!parts) return std::nullopt;
  LossMoments moments(connection.size());
  for (std::size_t i = 0; i < connection.size(); ++i) {
    moments.lost(i) = 1;
    for (const LossMoments& part : *parts) moments.lost(i) *= part.lost(i);
    for (std::size_t j = i + 1; j < connection.size(); ++j) {
      moments.both(i, j) = 1;
      for (const LossMoments& part : *parts) moments.both(i, j) *= part.both(i, j);
    }
  }
  return moments;
}

// Both survive if they survive every part.
Moments any_of(const LossSpec& spec, Connection connection) {
  const auto parts = parts_of(spec, connection);
  if (!parts) return std::nullopt;
  LossMoments moments(connection.size());
  for (std::size_t i = 0; i < connection.size(); ++i) {
    double passes = 1;
    for (const LossMoments& part : *parts) passes *= 1 - part.lost(i);
    moments.lost(i) = 1 - passes;
  }
  for (std::size_t i = 0; i < connection.size(); ++i) {
    for (std::size_t j = i + 1; j < connection.size(); ++j) {
      double both_pass = 1;
      for (const LossMoments& part : *parts) both_pass *= 1 - part.lost(i) - part.lost(j) + part.both(i, j);
      moments.both(i, j) = moments.lost(i) + moments.lost(j) - 1 + both_pass;
    }
  }
  return moments;
}

// Where each part begins, and the end.
std::vector<std::size_t> switches_of(const LossSpec& spec, std::size_t parts, Connection connection) {
  const auto* segments = spec.find_as<std::vector<std::uint64_t>>("segments");
  const auto* until = spec.find_as<std::vector<Duration>>("until");
  std::vector<std::size_t> begins{0};
  for (std::size_t k = 0; k + 1 < parts; ++k) {
    std::size_t end = begins.back();
    if (segments != nullptr) {
      end = static_cast<std::size_t>(std::min<std::uint64_t>(connection.size(), end + (*segments)[k]));
    } else if (until != nullptr) {
      while (end < connection.size() && connection[end].transmission.now.time_since_epoch() < (*until)[k]) ++end;
    }
    begins.push_back(end);
  }
  begins.push_back(connection.size());
  return begins;
}

Moments then(const LossSpec& spec, Connection connection) {
  const auto models = spec.get("models", std::vector<LossSpec>{});
  const std::vector<std::size_t> begins = switches_of(spec, models.size(), connection);
  LossMoments moments(connection.size());
  for (std::size_t k = 0; k < models.size(); ++k) {
    const std::size_t begin = begins[k];
    const std::size_t end = begins[k + 1];
    const Moments part = loss_moments(models[k], connection.subspan(begin, end - begin));
    if (!part) return std::nullopt;
    for (std::size_t i = begin; i < end; ++i) {
      moments.lost(i) = part->lost(i - begin);
      for (std::size_t j = 0; j < begin; ++j) moments.both(j, i) = moments.lost(j) * moments.lost(i);
      for (std::size_t j = i + 1; j < end; ++j) moments.both(i, j) = part->both(i - begin, j - begin);
    }
  }
  return moments;
}

struct Theory {
  std::string_view model;
  Moments (*moments)(const LossSpec&, Connection);
};

constexpr std::array kTheories{
    Theory{"none", [](const LossSpec&, Connection connection) { return Moments(LossMoments(connection.size())); }},
    Theory{"bernoulli", bernoulli},
    Theory{"gilbert_elliott", gilbert_elliott},
    Theory{"periodic", periodic},
    Theory{"burst", burst},
    Theory{"outage", outage},
    Theory{"pattern", pattern},
    Theory{"state_dependent", state_dependent},
    Theory{"recorded", recorded},
    Theory{"size_dependent", size_dependent},
    Theory{"all_of", all_of},
    Theory{"any_of", any_of},
    Theory{"then", then}};

}  // namespace

double LossMoments::mean() const {
  double sum = 0;
  for (const double p : lost_) sum += p;
  return sum;
}

double LossMoments::variance() const {
  double sum = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    sum += lost_[i] * (1 - lost_[i]);
    for (std::size_t j = i + 1; j < size_; ++j) sum += 2 * (both(i, j) - lost_[i] * lost_[j]);
  }
  return sum;
}

std::optional<LossMoments> loss_moments(const LossSpec& spec, std::span<const SentSegment> connection) {
  for (const Theory& theory : kTheories) {
    if (theory.model == spec.model) return theory.moments(spec, connection);
  }
  return std::nullopt;
}

std::optional<double> mean_burst(const LossSpec& spec) {
  if (spec.model == "bernoulli") {
    const double p = real(spec.get("p", Ratio{}));
    return p > 0 && p < 1 ? std::optional(1 / (1 - p)) : std::nullopt;
  }
  if (spec.model != "gilbert_elliott") return std::nullopt;
  const Chain chain = chain_of(spec);
  const bool losses_are_stays = chain.loss_bad == 1 && chain.loss_good == 0 && chain.p > 0 && chain.r > 0;
  return losses_are_stays ? std::optional(1 / chain.r) : std::nullopt;
}

}  // namespace finwait::cli
