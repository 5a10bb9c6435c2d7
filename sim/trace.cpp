#include "sim/trace.hpp"

namespace finwait {

std::string_view name(Fate fate) {
  switch (fate) {
    case Fate::Delivered:
      return "delivered";
    case Fate::Lost:
      return "lost";
    case Fate::Corrupted:
      return "corrupted";
  }
  return "";
}

std::string_view name(TimerRecord::Event event) {
  switch (event) {
    case TimerRecord::Event::Set:
      return "set";
    case TimerRecord::Event::Fired:
      return "fired";
    case TimerRecord::Event::Stopped:
      return "stopped";
  }
  return "";
}

}  // namespace finwait
