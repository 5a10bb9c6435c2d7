// Px: a length or a coordinate in a picture, a whole number of tenths of a pixel. Integer arithmetic, so a picture has
// the same bytes on every machine. It knows no element and no text.
#pragma once

#include <compare>
#include <cstdint>

namespace finwait {

class Px {
 public:
  constexpr Px() = default;
  constexpr explicit Px(std::int64_t pixels) : tenths_(pixels * 10) {}
  static constexpr Px from_tenths(std::int64_t tenths) {
    Px px;
    px.tenths_ = tenths;
    return px;
  }

  constexpr std::int64_t tenths() const { return tenths_; }
  constexpr auto operator<=>(const Px&) const = default;

  constexpr Px operator-() const { return from_tenths(-tenths_); }
  constexpr Px& operator+=(Px other) {
    tenths_ += other.tenths_;
    return *this;
  }
  constexpr Px& operator-=(Px other) {
    tenths_ -= other.tenths_;
    return *this;
  }
  friend constexpr Px operator+(Px l, Px r) { return from_tenths(l.tenths_ + r.tenths_); }
  friend constexpr Px operator-(Px l, Px r) { return from_tenths(l.tenths_ - r.tenths_); }
  friend constexpr Px operator*(Px l, std::int64_t r) { return from_tenths(l.tenths_ * r); }
  friend constexpr Px operator/(Px l, std::int64_t r) { return from_tenths(l.tenths_ / r); }

 private:
  std::int64_t tenths_ = 0;
};

constexpr Px operator""_px(unsigned long long pixels) { return Px(static_cast<std::int64_t>(pixels)); }

struct Point {
  Px x{};
  Px y{};
  constexpr bool operator==(const Point&) const = default;
};

// Left and top inside, right and bottom outside.
struct Box {
  Px left{};
  Px top{};
  Px right{};
  Px bottom{};

  constexpr bool operator==(const Box&) const = default;
  constexpr Px width() const { return right - left; }
  constexpr Px height() const { return bottom - top; }
  constexpr bool overlaps(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  constexpr bool contains(const Box& other) const {
    return left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom;
  }
};

// The distance between two points, rounded down to a tenth of a pixel.
Px distance(Point from, Point to);
// The point `along` from `from` on the straight line to `to`. Both points must differ.
Point point_towards(Point from, Point to, Px along);

}  // namespace finwait
