// Nothing is lost: the default.
#include "loss_models/model_info.hpp"

namespace finwait {

const LossModelInfo& none_model() {
  static constexpr LossModelInfo kInfo{.name = "none",
                                       .help = "Nothing is lost.",
                                       .source = "the default",
                                       .netem = "no loss option",
                                       .example = R"("none")",
                                       .parameters = {},
                                       .check = nullptr,
                                       .make = [](const LossSpec&) { return std::unique_ptr<LossModel>(); }};
  return kInfo;
}

}  // namespace finwait
