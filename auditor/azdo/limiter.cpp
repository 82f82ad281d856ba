#include "auditor/azdo/limiter.h"

#include "auditor/azdo/http_date.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace patrol::azdo {
namespace {

using std::chrono::milliseconds;

/// So many answers without a complaint let one more request be under way.
constexpr std::size_t clean_answers_to_recover = 20;
/// A 429 without Retry-After waits for X-RateLimit-Reset, but no longer: the reset is the moment when nothing
/// at all would be used, while the service itself delays by at most 30 s (API.md 7).
constexpr milliseconds longest_wait_for_reset{30'000};
/// A deadline may be as good as never; a wait must not run over the clock's end.
constexpr std::chrono::hours longest_wait{24};
/// No server's number is taken for more than a day; it also keeps the arithmetic from running over.
constexpr double most_seconds = 86'400;

std::optional<double> number_in(std::string_view header) {
  const std::string_view text = trim(header);
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(number) || number < 0) return std::nullopt;
  return number;
}

/// Whether the service lets us feel that we ask too much (API.md 7): refused, delayed, or nothing left.
bool is_pressed(const Response& response, std::chrono::sys_seconds wall_clock) {
  return response.status == 429 || retry_after(response, wall_clock).has_value() ||
         number_in(response.header("X-RateLimit-Delay")).value_or(0) > 0 ||
         number_in(response.header("X-RateLimit-Remaining")) == 0;
}

milliseconds asked_pause(const Response& response, std::chrono::sys_seconds wall_clock) {
  if (const auto wait = retry_after(response, wall_clock)) return *wait;
  if (response.status != 429) return milliseconds{0};
  const auto reset = number_in(response.header("X-RateLimit-Reset"));
  if (!reset) return milliseconds{0};
  const double seconds = *reset - static_cast<double>(wall_clock.time_since_epoch().count());
  const auto longest = std::chrono::duration<double>(longest_wait_for_reset).count();
  return std::chrono::ceil<milliseconds>(std::chrono::duration<double>(std::clamp(seconds, 0.0, longest)));
}

}  // namespace

std::optional<milliseconds> retry_after(const Response& response, std::chrono::sys_seconds wall_clock) {
  const std::string_view header = response.header("Retry-After");
  std::optional<double> seconds = number_in(header);
  if (const auto moment = parse_http_date(trim(header)); !seconds && moment) {
    seconds = std::max(0.0, static_cast<double>((*moment - wall_clock).count()));
  }
  if (!seconds) return std::nullopt;
  return std::chrono::ceil<milliseconds>(std::chrono::duration<double>(std::min(*seconds, most_seconds)));
}

Limiter::Place::Place(Place&& other) noexcept
    : limiter_(std::exchange(other.limiter_, nullptr)), halvings_seen_(other.halvings_seen_) {}

Limiter::Place::~Place() {
  if (limiter_ != nullptr) limiter_->give_back();
}

Limiter::Limiter(std::size_t concurrency, Timing timing)
    : most_(std::max<std::size_t>(1, concurrency)), timing_(std::move(timing)), allowed_(most_) {}

Result<Limiter::Place, Limiter::Refusal> Limiter::enter(Timing::Clock::time_point deadline,
                                                        const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const auto patience =
      std::clamp<Timing::Clock::duration>(deadline - timing_.now(), milliseconds{0}, longest_wait);
  const bool is_free = free_.wait_for(lock, stop, patience, [this] { return under_way_ < allowed_; });
  if (stop.stop_requested()) return Refusal::stopped;
  if (!is_free) return Refusal::late;
  ++under_way_;
  return Place(*this);
}

std::optional<Limiter::Refusal> Limiter::wait_for_go(Place& place, Timing::Clock::time_point deadline,
                                                     const std::stop_token& stop) {
  // Others may be told to wait longer while this one sleeps, so it looks again.
  while (true) {
    std::unique_lock lock(mutex_);
    const auto until = paused_until_;
    place.halvings_seen_ = halvings_;
    lock.unlock();
    if (stop.stop_requested()) return Refusal::stopped;
    const auto now = timing_.now();
    if (std::max(until, now) >= deadline) return Refusal::late;
    if (until <= now) return std::nullopt;
    timing_.sleep(std::chrono::ceil<milliseconds>(until - now), stop);
  }
}

void Limiter::learn(const Place& place, const Response& response) {
  const auto wall_clock = timing_.wall_clock();
  const milliseconds pause = asked_pause(response, wall_clock);
  const std::lock_guard lock(mutex_);
  if (pause.count() > 0) paused_until_ = std::max(paused_until_, timing_.now() + pause);
  if (is_pressed(response, wall_clock)) {
    clean_answers_ = 0;
    // An answer to a request that left before the last halving complains of the load before it.
    if (place.halvings_seen_ < halvings_) return;
    allowed_ = std::max<std::size_t>(1, allowed_ / 2);
    ++halvings_;
  } else if (++clean_answers_ >= clean_answers_to_recover && allowed_ < most_) {
    ++allowed_;
    clean_answers_ = 0;
    free_.notify_all();
  }
}

std::size_t Limiter::allowed() const {
  const std::lock_guard lock(mutex_);
  return allowed_;
}

void Limiter::give_back() {
  {
    const std::lock_guard lock(mutex_);
    --under_way_;
  }
  free_.notify_all();
}

}  // namespace patrol::azdo
