#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace patrol {

/// What a thing costs; more than nothing. All of them together are less than 2^52.
using Price = std::uint64_t;

/// Ways to have something: the things that each takes, by number.
using Ways = std::vector<std::vector<std::size_t>>;

/// The things that one way of each choice takes, so chosen that all of them together cost the least, in
/// order; of several such unions always the same. Exact, or nothing where that takes more than so many looks
/// at a thing on a way: the worst cases grow with the product of the choices.
std::optional<std::vector<std::size_t>> least_union(const std::vector<const Ways*>& choices,
                                                    const std::vector<Price>& prices, std::size_t most_looks);

}  // namespace patrol
