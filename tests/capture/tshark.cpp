#include "tests/capture/tshark.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace finwait::capture {
namespace {

constexpr std::array kFields{
    "frame.number",
    "frame.time_epoch",
    "frame.interface_name",
    "frame.packet_flags_direction",
    "frame.packet_id",
    "ip.src_host",
    "frame.protocols",
    "ip.id",
    "ip.checksum.status",
    "tcp.checksum.status",
    "tcp.flags",
    "tcp.seq_raw",
    "tcp.ack_raw",
    "tcp.window_size_value",
    "tcp.window_size",
    "tcp.len",
    "frame.comment",
    "_ws.malformed",
    "tcp.analysis.retransmission",
    "tcp.analysis.fast_retransmission",
    "tcp.analysis.spurious_retransmission",
    "tcp.analysis.out_of_order",
    "tcp.analysis.keep_alive",
    "tcp.analysis.reused_ports",
    "tcp.analysis.lost_segment",
    "tcp.analysis.ack_lost_segment",
};

std::string quoted(const std::string& text) { return "'" + text + "'"; }

std::string whole_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// "1.050480000" -> nanoseconds, exactly. Newer ones may write it as a date, which is refused.
std::int64_t nanoseconds_of(const std::string& seconds) {
  const std::size_t point = seconds.find('.');
  if (point == std::string::npos || seconds.size() != point + 10) throw std::runtime_error("no epoch time: " + seconds);
  return std::stoll(seconds.substr(0, point)) * 1'000'000'000 + std::stoll(seconds.substr(point + 1));
}

std::uint32_t number(const std::string& text) {
  return text.empty() ? 0 : static_cast<std::uint32_t>(std::stoul(text, nullptr, 0));
}

Frame frame_of(const std::string& line) {
  std::vector<std::string> f;
  std::istringstream parts(line);
  for (std::string part; std::getline(parts, part, '\t');) f.push_back(part);
  f.resize(kFields.size());
  Frame frame;
  frame.number = f[0];
  frame.t = nanoseconds_of(f[1]);
  frame.interface = f[2];
  frame.direction = std::to_string(number(f[3]));
  frame.packet_id = f[4];
  frame.source = f[5];
  frame.protocols = f[6];
  frame.identification = f[7];
  frame.ip_checksum = f[8];
  frame.tcp_checksum = f[9];
  frame.flags = f[10];
  frame.seq = number(f[11]);
  frame.ack = number(f[12]);
  frame.window = f[13];
  frame.window_scaled = f[14];
  frame.len = number(f[15]);
  frame.comment = f[16];
  frame.malformed = f[17];
  frame.retransmission = !f[18].empty() || !f[19].empty() || !f[20].empty();
  frame.out_of_order = !f[21].empty();
  frame.keep_alive = !f[22].empty();
  frame.reused_ports = !f[23].empty();
  frame.lost_segment = !f[24].empty() || !f[25].empty();
  return frame;
}

}  // namespace

bool tshark_found() { return std::system("tshark --version >/dev/null 2>&1") == 0; }

std::vector<Frame> read_with_tshark(const std::string& path) {
  // No profile or preferences of whoever runs this; names as the capture gives them, nobody is asked.
  std::string command = "WIRESHARK_CONFIG_DIR=/nonexistent tshark -N n -o ip.check_checksum:TRUE";
  command += " -o tcp.check_checksum:TRUE -T fields -E separator=/t";
  for (const char* field : kFields) command.append(" -e ").append(field);
  command += " -r " + quoted(path) + " 2>" + quoted(path + ".errors");
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot start tshark");
  std::string output;
  std::array<char, 65536> part{};
  for (std::size_t n = 0; (n = fread(part.data(), 1, part.size(), pipe)) > 0;) output.append(part.data(), n);
  if (pclose(pipe) != 0) throw std::runtime_error("tshark: " + whole_file(path + ".errors"));
  std::vector<Frame> frames;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) frames.push_back(frame_of(line));
  return frames;
}

}  // namespace finwait::capture
