#include "sim/picture/svg_length.hpp"

namespace finwait {
namespace {

std::int64_t square_root(std::int64_t value) {
  std::int64_t root = 0;
  std::int64_t bit = std::int64_t{1} << 62;
  while (bit > value) bit >>= 2;
  while (bit != 0) {
    if (value >= root + bit) {
      value -= root + bit;
      root = (root >> 1) + bit;
    } else {
      root >>= 1;
    }
    bit >>= 2;
  }
  return root;
}

}  // namespace

Px distance(Point from, Point to) {
  const std::int64_t x = (to.x - from.x).tenths();
  const std::int64_t y = (to.y - from.y).tenths();
  return Px::from_tenths(square_root(x * x + y * y));
}

Point point_towards(Point from, Point to, Px along) {
  const std::int64_t length = distance(from, to).tenths();
  if (length == 0) return from;
  return {from.x + (to.x - from.x) * along.tenths() / length, from.y + (to.y - from.y) * along.tenths() / length};
}

}  // namespace finwait
