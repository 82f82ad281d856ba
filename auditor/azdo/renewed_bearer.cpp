#include "auditor/azdo/renewed_bearer.h"

#include <algorithm>
#include <utility>

namespace patrol::azdo {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds longest_margin{300};
/// How long a bearer that still lives is used on after it could not be renewed, before the next attempt.
constexpr seconds pause_after_failure{30};
/// In a row; every request of the run would try again otherwise.
constexpr std::size_t most_failures = 5;

}  // namespace

RenewedBearer::RenewedBearer(AskBearer ask, Timing timing)
    : ask_(std::move(ask)), timing_(std::move(timing)) {}

Result<Signature, TransportFailure> RenewedBearer::signature(milliseconds patience,
                                                             const std::stop_token& stop) {
  const auto deadline = timing_.now() + patience;
  const std::lock_guard lock(mutex_);
  if (bearer_ && timing_.now() < renew_at_) return current();
  if (auto failure = renew(deadline, stop)) {
    if (!bearer_ || timing_.now() >= ends_) return *std::move(failure);
    renew_at_ = timing_.now() + pause_after_failure;
  }
  return current();
}

std::optional<Signature> RenewedBearer::after_refusal(std::size_t turn, milliseconds patience,
                                                      const std::stop_token& stop) {
  const auto deadline = timing_.now() + patience;
  const std::lock_guard lock(mutex_);
  // Another thread was refused too, and has renewed it already.
  if (bearer_ && turn != turn_) return current();
  if (refusals_are_believed_ || renew(deadline, stop)) return std::nullopt;
  return current();
}

void RenewedBearer::refused_again() {
  const std::lock_guard lock(mutex_);
  refusals_are_believed_ = true;
}

/// Called under the lock, for which other threads wait meanwhile: their time runs too.
std::optional<TransportFailure> RenewedBearer::renew(Moment deadline, const std::stop_token& stop) {
  if (final_failure_) return final_failure_;
  const auto left = std::chrono::ceil<milliseconds>(deadline - timing_.now());
  if (left <= milliseconds{0}) {
    return TransportFailure{TransportFailure::Kind::timeout, "signing in took too long", false};
  }
  auto asked = ask_(left, stop);
  if (!asked) {
    TransportFailure failure = std::move(asked).error();
    failure.sent = false;
    if (failure.kind == TransportFailure::Kind::stopped) return failure;
    if (++failures_ == most_failures && failure.kind != TransportFailure::Kind::sign_in) {
      failure.kind = TransportFailure::Kind::sign_in_away;
    }
    if (failure.kind == TransportFailure::Kind::sign_in || failures_ == most_failures)
      final_failure_ = failure;
    return failure;
  }
  failures_ = 0;
  bearer_ = std::move(asked).value();
  ++turn_;
  const auto now = timing_.now();
  ends_ = now + bearer_->lives;
  renew_at_ = ends_ - std::min<milliseconds>(longest_margin, milliseconds(bearer_->lives) / 2);
  return std::nullopt;
}

/// Called where there is a bearer.
Signature RenewedBearer::current() const {
  return {.credential = {.kind = Credential::Kind::bearer, .secret = bearer_ ? bearer_->secret : Secret()},
          .turn = turn_};
}

}  // namespace patrol::azdo
