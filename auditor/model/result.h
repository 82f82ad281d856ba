#pragma once

#include <string>
#include <utility>
#include <variant>

namespace patrol {

/// What went wrong, for a person: where it is and what to do about it. Never holds a secret, and never a
/// line of a file in which a secret may stand.
struct Error {
  enum class Kind {
    usage,         ///< the command line or the environment
    policy,        ///< a policy, integration or other file of the user
    file,          ///< a file that can not be read or written
    transport,     ///< no answer: connection, TLS, time-out
    unauthorized,  ///< the credential was refused
    bad_response   ///< an answer that is not what the service is known to send
  };
  Kind kind = Kind::usage;
  std::string where;  ///< "policies/ci.yaml:12:5", "GET https://…/_apis/identities"; may be empty
  std::string what;   ///< lower case, no full stop, the user's words in backticks

  friend bool operator==(const Error&, const Error&) = default;
};

/// `where: what`, or `what` alone where there is no place to name.
std::string to_string(const Error& error);

/// A value or the reason why there is none; the part of std::expected that patrol needs.
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const noexcept { return state_.index() == 0; }
  const T& value() const& { return std::get<0>(state_); }
  T& value() & { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  const E& error() const& { return std::get<1>(state_); }
  E&& error() && { return std::get<1>(std::move(state_)); }

  friend bool operator==(const Result&, const Result&) = default;

 private:
  std::variant<T, E> state_;
};

/// The value of an operation that gives nothing but success.
using Done = std::monostate;

}  // namespace patrol
