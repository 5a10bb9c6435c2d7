// Draws of delay variation, all in integers. It knows the shapes of the distributions and nothing of links.
#pragma once

#include <cstdint>

#include "core/time.hpp"
#include "loss_models/rng.hpp"
#include "sim/link_spec.hpp"

namespace finwait {

// The next deviation from the mean delay, possibly negative.
//   Uniform: one draw, every ns in -amount..+amount equally likely.
//   Normal:  17 draws. The number of ones in 1024 random bits is binomial with variance 256; less 512, plus one uniform
//            fraction to fill the gaps, over 16 (the standard deviation). Its distance from the normal distribution is
//            below 10^-4 everywhere (excess kurtosis -1/512), and no table or float is needed.
//   Pareto:  three draws. The largest of three uniform numbers has the distribution function m^3, so its reciprocal is
//            Pareto with shape 3 and scale 1.
//   Recorded: no draw; values[position], and `position` moves on.
Duration draw_jitter(const JitterSpec& spec, Stream& stream, std::size_t& position);

}  // namespace finwait
