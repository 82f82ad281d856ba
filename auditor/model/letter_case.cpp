#include "auditor/model/letter_case.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace patrol {
namespace {

/// Letters that are folded by the same distance: all of a run, or every second one, where small letters lie
/// between.
struct LetterRun {
  char32_t from;
  char32_t to;
  std::int32_t distance;
  char32_t step = 1;
};

/// Unicode 14, CaseFolding.txt, status C and S: what `simple` gives of `casefold` in perl's Unicode::UCD, but
/// for the six letters that the header names.
constexpr std::array letter_runs{
    LetterRun{0x41, 0x5A, 32},         LetterRun{0xB5, 0xB5, 775},        LetterRun{0xC0, 0xD6, 32},
    LetterRun{0xD8, 0xDE, 32},         LetterRun{0x100, 0x12E, 1, 2},     LetterRun{0x132, 0x136, 1, 2},
    LetterRun{0x139, 0x147, 1, 2},     LetterRun{0x14A, 0x176, 1, 2},     LetterRun{0x178, 0x178, -121},
    LetterRun{0x179, 0x17D, 1, 2},     LetterRun{0x181, 0x181, 210},      LetterRun{0x182, 0x184, 1, 2},
    LetterRun{0x186, 0x186, 206},      LetterRun{0x187, 0x187, 1},        LetterRun{0x189, 0x18A, 205},
    LetterRun{0x18B, 0x18B, 1},        LetterRun{0x18E, 0x18E, 79},       LetterRun{0x18F, 0x18F, 202},
    LetterRun{0x190, 0x190, 203},      LetterRun{0x191, 0x191, 1},        LetterRun{0x193, 0x193, 205},
    LetterRun{0x194, 0x194, 207},      LetterRun{0x196, 0x196, 211},      LetterRun{0x197, 0x197, 209},
    LetterRun{0x198, 0x198, 1},        LetterRun{0x19C, 0x19C, 211},      LetterRun{0x19D, 0x19D, 213},
    LetterRun{0x19F, 0x19F, 214},      LetterRun{0x1A0, 0x1A4, 1, 2},     LetterRun{0x1A6, 0x1A6, 218},
    LetterRun{0x1A7, 0x1A7, 1},        LetterRun{0x1A9, 0x1A9, 218},      LetterRun{0x1AC, 0x1AC, 1},
    LetterRun{0x1AE, 0x1AE, 218},      LetterRun{0x1AF, 0x1AF, 1},        LetterRun{0x1B1, 0x1B2, 217},
    LetterRun{0x1B3, 0x1B5, 1, 2},     LetterRun{0x1B7, 0x1B7, 219},      LetterRun{0x1B8, 0x1B8, 1},
    LetterRun{0x1BC, 0x1BC, 1},        LetterRun{0x1C4, 0x1C4, 2},        LetterRun{0x1C5, 0x1C5, 1},
    LetterRun{0x1C7, 0x1C7, 2},        LetterRun{0x1C8, 0x1C8, 1},        LetterRun{0x1CA, 0x1CA, 2},
    LetterRun{0x1CB, 0x1DB, 1, 2},     LetterRun{0x1DE, 0x1EE, 1, 2},     LetterRun{0x1F1, 0x1F1, 2},
    LetterRun{0x1F2, 0x1F4, 1, 2},     LetterRun{0x1F6, 0x1F6, -97},      LetterRun{0x1F7, 0x1F7, -56},
    LetterRun{0x1F8, 0x21E, 1, 2},     LetterRun{0x220, 0x220, -130},     LetterRun{0x222, 0x232, 1, 2},
    LetterRun{0x23A, 0x23A, 10795},    LetterRun{0x23B, 0x23B, 1},        LetterRun{0x23D, 0x23D, -163},
    LetterRun{0x23E, 0x23E, 10792},    LetterRun{0x241, 0x241, 1},        LetterRun{0x243, 0x243, -195},
    LetterRun{0x244, 0x244, 69},       LetterRun{0x245, 0x245, 71},       LetterRun{0x246, 0x24E, 1, 2},
    LetterRun{0x345, 0x345, 116},      LetterRun{0x370, 0x372, 1, 2},     LetterRun{0x376, 0x376, 1},
    LetterRun{0x37F, 0x37F, 116},      LetterRun{0x386, 0x386, 38},       LetterRun{0x388, 0x38A, 37},
    LetterRun{0x38C, 0x38C, 64},       LetterRun{0x38E, 0x38F, 63},       LetterRun{0x391, 0x3A1, 32},
    LetterRun{0x3A3, 0x3AB, 32},       LetterRun{0x3C2, 0x3C2, 1},        LetterRun{0x3CF, 0x3CF, 8},
    LetterRun{0x3D0, 0x3D0, -30},      LetterRun{0x3D1, 0x3D1, -25},      LetterRun{0x3D5, 0x3D5, -15},
    LetterRun{0x3D6, 0x3D6, -22},      LetterRun{0x3D8, 0x3EE, 1, 2},     LetterRun{0x3F0, 0x3F0, -54},
    LetterRun{0x3F1, 0x3F1, -48},      LetterRun{0x3F5, 0x3F5, -64},      LetterRun{0x3F7, 0x3F7, 1},
    LetterRun{0x3F9, 0x3F9, -7},       LetterRun{0x3FA, 0x3FA, 1},        LetterRun{0x3FD, 0x3FF, -130},
    LetterRun{0x400, 0x40F, 80},       LetterRun{0x410, 0x42F, 32},       LetterRun{0x460, 0x480, 1, 2},
    LetterRun{0x48A, 0x4BE, 1, 2},     LetterRun{0x4C0, 0x4C0, 15},       LetterRun{0x4C1, 0x4CD, 1, 2},
    LetterRun{0x4D0, 0x52E, 1, 2},     LetterRun{0x531, 0x556, 48},       LetterRun{0x10A0, 0x10C5, 7264},
    LetterRun{0x10C7, 0x10C7, 7264},   LetterRun{0x10CD, 0x10CD, 7264},   LetterRun{0x13F8, 0x13FD, -8},
    LetterRun{0x1C80, 0x1C80, -6222},  LetterRun{0x1C81, 0x1C81, -6221},  LetterRun{0x1C82, 0x1C82, -6212},
    LetterRun{0x1C83, 0x1C84, -6210},  LetterRun{0x1C85, 0x1C85, -6211},  LetterRun{0x1C86, 0x1C86, -6204},
    LetterRun{0x1C87, 0x1C87, -6180},  LetterRun{0x1C88, 0x1C88, 35267},  LetterRun{0x1C90, 0x1CBA, -3008},
    LetterRun{0x1CBD, 0x1CBF, -3008},  LetterRun{0x1E00, 0x1E94, 1, 2},   LetterRun{0x1E9B, 0x1E9B, -58},
    LetterRun{0x1EA0, 0x1EFE, 1, 2},   LetterRun{0x1F08, 0x1F0F, -8},     LetterRun{0x1F18, 0x1F1D, -8},
    LetterRun{0x1F28, 0x1F2F, -8},     LetterRun{0x1F38, 0x1F3F, -8},     LetterRun{0x1F48, 0x1F4D, -8},
    LetterRun{0x1F59, 0x1F5F, -8, 2},  LetterRun{0x1F68, 0x1F6F, -8},     LetterRun{0x1F88, 0x1F8F, -8},
    LetterRun{0x1F98, 0x1F9F, -8},     LetterRun{0x1FA8, 0x1FAF, -8},     LetterRun{0x1FB8, 0x1FB9, -8},
    LetterRun{0x1FBA, 0x1FBB, -74},    LetterRun{0x1FBC, 0x1FBC, -9},     LetterRun{0x1FBE, 0x1FBE, -7173},
    LetterRun{0x1FC8, 0x1FCB, -86},    LetterRun{0x1FCC, 0x1FCC, -9},     LetterRun{0x1FD8, 0x1FD9, -8},
    LetterRun{0x1FDA, 0x1FDB, -100},   LetterRun{0x1FE8, 0x1FE9, -8},     LetterRun{0x1FEA, 0x1FEB, -112},
    LetterRun{0x1FEC, 0x1FEC, -7},     LetterRun{0x1FF8, 0x1FF9, -128},   LetterRun{0x1FFA, 0x1FFB, -126},
    LetterRun{0x1FFC, 0x1FFC, -9},     LetterRun{0x2132, 0x2132, 28},     LetterRun{0x2160, 0x216F, 16},
    LetterRun{0x2183, 0x2183, 1},      LetterRun{0x24B6, 0x24CF, 26},     LetterRun{0x2C00, 0x2C2F, 48},
    LetterRun{0x2C60, 0x2C60, 1},      LetterRun{0x2C62, 0x2C62, -10743}, LetterRun{0x2C63, 0x2C63, -3814},
    LetterRun{0x2C64, 0x2C64, -10727}, LetterRun{0x2C67, 0x2C6B, 1, 2},   LetterRun{0x2C6D, 0x2C6D, -10780},
    LetterRun{0x2C6E, 0x2C6E, -10749}, LetterRun{0x2C6F, 0x2C6F, -10783}, LetterRun{0x2C70, 0x2C70, -10782},
    LetterRun{0x2C72, 0x2C72, 1},      LetterRun{0x2C75, 0x2C75, 1},      LetterRun{0x2C7E, 0x2C7F, -10815},
    LetterRun{0x2C80, 0x2CE2, 1, 2},   LetterRun{0x2CEB, 0x2CED, 1, 2},   LetterRun{0x2CF2, 0x2CF2, 1},
    LetterRun{0xA640, 0xA66C, 1, 2},   LetterRun{0xA680, 0xA69A, 1, 2},   LetterRun{0xA722, 0xA72E, 1, 2},
    LetterRun{0xA732, 0xA76E, 1, 2},   LetterRun{0xA779, 0xA77B, 1, 2},   LetterRun{0xA77D, 0xA77D, -35332},
    LetterRun{0xA77E, 0xA786, 1, 2},   LetterRun{0xA78B, 0xA78B, 1},      LetterRun{0xA78D, 0xA78D, -42280},
    LetterRun{0xA790, 0xA792, 1, 2},   LetterRun{0xA796, 0xA7A8, 1, 2},   LetterRun{0xA7AA, 0xA7AA, -42308},
    LetterRun{0xA7AB, 0xA7AB, -42319}, LetterRun{0xA7AC, 0xA7AC, -42315}, LetterRun{0xA7AD, 0xA7AD, -42305},
    LetterRun{0xA7AE, 0xA7AE, -42308}, LetterRun{0xA7B0, 0xA7B0, -42258}, LetterRun{0xA7B1, 0xA7B1, -42282},
    LetterRun{0xA7B2, 0xA7B2, -42261}, LetterRun{0xA7B3, 0xA7B3, 928},    LetterRun{0xA7B4, 0xA7C2, 1, 2},
    LetterRun{0xA7C4, 0xA7C4, -48},    LetterRun{0xA7C5, 0xA7C5, -42307}, LetterRun{0xA7C6, 0xA7C6, -35384},
    LetterRun{0xA7C7, 0xA7C9, 1, 2},   LetterRun{0xA7D0, 0xA7D0, 1},      LetterRun{0xA7D6, 0xA7D8, 1, 2},
    LetterRun{0xA7F5, 0xA7F5, 1},      LetterRun{0xAB70, 0xABBF, -38864}, LetterRun{0xFF21, 0xFF3A, 32},
    LetterRun{0x10400, 0x10427, 40},   LetterRun{0x104B0, 0x104D3, 40},   LetterRun{0x10570, 0x1057A, 39},
    LetterRun{0x1057C, 0x1058A, 39},   LetterRun{0x1058C, 0x10592, 39},   LetterRun{0x10594, 0x10595, 39},
    LetterRun{0x10C80, 0x10CB2, 64},   LetterRun{0x118A0, 0x118BF, 32},   LetterRun{0x16E40, 0x16E5F, 32},
    LetterRun{0x1E900, 0x1E921, 34}};

constexpr char32_t fold_by(const LetterRun& run, char32_t letter) {
  return static_cast<char32_t>(static_cast<std::int32_t>(letter) + run.distance);
}

/// Letters of one and two bytes in UTF-8, most of those that names have, each at its own place.
constexpr auto short_letters = [] {
  std::array<char32_t, 0x800> folded{};
  for (std::size_t i = 0; i < folded.size(); ++i) folded[i] = static_cast<char32_t>(i);
  for (const LetterRun& run : letter_runs) {
    for (char32_t letter = run.from; letter <= run.to && letter < folded.size(); letter += run.step) {
      folded[letter] = fold_by(run, letter);
    }
  }
  return folded;
}();

}  // namespace

char32_t fold_letter(char32_t letter) {
  if (letter < short_letters.size()) return short_letters[letter];
  const auto run = std::ranges::lower_bound(letter_runs, letter, {}, &LetterRun::to);
  const bool is_in_it =
      run != letter_runs.end() && letter >= run->from && (letter - run->from) % run->step == 0;
  return is_in_it ? fold_by(*run, letter) : letter;
}

}  // namespace patrol
