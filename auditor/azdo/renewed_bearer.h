#pragma once

#include "auditor/azdo/sign_in.h"
#include "auditor/azdo/timing.h"
#include "auditor/model/secret.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

namespace patrol::azdo {

/// A token of Entra as it was just had.
struct Bearer {
  Secret secret;
  std::chrono::seconds lives{};  ///< from now on
};

/// Gets a new one. A failure of the kind `sign_in` is final; all others may go well another time.
using AskBearer =
    std::function<Result<Bearer, TransportFailure>(std::chrono::milliseconds, const std::stop_token&)>;

/// Signs in when the first request needs it, and again before the bearer ends: five minutes before, as the
/// Azure SDKs do, or at half of a life shorter than ten. Also once after a 401, for clocks differ and bearers
/// are revoked; but where the new one is refused as well, 401 means something else and is believed from then
/// on. One for all organizations: they share a sign-in.
class RenewedBearer final : public SignIn {
 public:
  RenewedBearer(AskBearer ask, Timing timing);

  Result<Signature, TransportFailure> signature(std::chrono::milliseconds patience,
                                                const std::stop_token& stop) override;
  std::optional<Signature> after_refusal(std::size_t turn, std::chrono::milliseconds patience,
                                         const std::stop_token& stop) override;
  void refused_again() override;

 private:
  using Moment = Timing::Clock::time_point;

  std::optional<TransportFailure> renew(Moment deadline, const std::stop_token& stop);
  Signature current() const;

  const AskBearer ask_;
  const Timing timing_;
  std::mutex mutex_;
  std::optional<Bearer> bearer_;
  Moment ends_{};
  Moment renew_at_{};
  std::size_t turn_ = 0;
  std::size_t failures_ = 0;  ///< in a row
  std::optional<TransportFailure> final_failure_;
  bool refusals_are_believed_ = false;
};

}  // namespace patrol::azdo
