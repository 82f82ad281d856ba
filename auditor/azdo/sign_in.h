#pragma once

#include "auditor/azdo/credential.h"
#include "auditor/azdo/transport.h"
#include "auditor/model/result.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <utility>

namespace patrol::azdo {

/// A credential, and how many were had before it: tells a new one from the one that was refused without
/// comparing secrets.
struct Signature {
  Credential credential;
  std::size_t turn = 0;
};

/// What the requests of one organization, or of many, are signed with. May be used by many threads at once.
class SignIn {
 public:
  virtual ~SignIn() = default;
  SignIn(const SignIn&) = delete;
  SignIn& operator=(const SignIn&) = delete;

  /// The credential to send now. May take as long as signing in takes, but not longer than `patience`.
  virtual Result<Signature, TransportFailure> signature(std::chrono::milliseconds patience,
                                                        const std::stop_token& stop) = 0;

  /// After a 401 to the credential of that turn: another one that is worth one more try. Nothing: there is
  /// none.
  virtual std::optional<Signature> after_refusal(std::size_t turn, std::chrono::milliseconds patience,
                                                 const std::stop_token& stop) = 0;

  /// The other one was refused too, so refusals have another cause, and do not ask for one again.
  virtual void refused_again() = 0;

 protected:
  SignIn() = default;
};

/// One credential for the whole run, or the reason why there is none.
class FixedSignIn final : public SignIn {
 public:
  explicit FixedSignIn(Result<Credential, TransportFailure> credential)
      : credential_(std::move(credential)) {}

  Result<Signature, TransportFailure> signature(std::chrono::milliseconds patience,
                                                const std::stop_token& stop) override;
  std::optional<Signature> after_refusal(std::size_t turn, std::chrono::milliseconds patience,
                                         const std::stop_token& stop) override;
  void refused_again() override {}

 private:
  const Result<Credential, TransportFailure> credential_;
};

}  // namespace patrol::azdo
