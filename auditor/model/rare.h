#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace patrol {

/// Like std::optional, for what most of many objects do not have: where it is not there it takes a pointer's
/// room alone. A copy is a value of its own.
template <class T>
class Rare {
 public:
  Rare() = default;
  Rare(std::nullopt_t /*nothing*/) noexcept {}
  Rare(T value) : value_(std::make_unique<T>(std::move(value))) {}
  Rare(const Rare& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Rare(Rare&&) noexcept = default;
  Rare& operator=(const Rare& other) {
    if (this != &other) value_ = other.value_ ? std::make_unique<T>(*other.value_) : nullptr;
    return *this;
  }
  Rare& operator=(Rare&&) noexcept = default;
  ~Rare() = default;

  /// A new one in place of what was there.
  T& emplace() { return *(value_ = std::make_unique<T>()); }

  explicit operator bool() const noexcept { return value_ != nullptr; }
  bool has_value() const noexcept { return value_ != nullptr; }
  const T& operator*() const noexcept { return *value_; }
  T& operator*() noexcept { return *value_; }
  const T* operator->() const noexcept { return value_.get(); }
  T* operator->() noexcept { return value_.get(); }

  T value_or(T other) const { return value_ ? *value_ : std::move(other); }
  std::optional<T> to_optional() const { return value_ ? std::optional<T>(*value_) : std::nullopt; }

  friend bool operator==(const Rare& a, const Rare& b) {
    if (!a.value_ || !b.value_) return a.value_ == b.value_;
    return *a.value_ == *b.value_;
  }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace patrol
