#include "auditor/azdo/sign_in.h"

namespace patrol::azdo {

Result<Signature, TransportFailure> FixedSignIn::signature(std::chrono::milliseconds /*patience*/,
                                                           const std::stop_token& /*stop*/) {
  if (!credential_) return credential_.error();
  return Signature{credential_.value()};
}

std::optional<Signature> FixedSignIn::after_refusal(std::size_t /*turn*/,
                                                    std::chrono::milliseconds /*patience*/,
                                                    const std::stop_token& /*stop*/) {
  return std::nullopt;
}

}  // namespace patrol::azdo
