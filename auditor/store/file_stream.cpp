#include "auditor/store/file_stream.h"

#include "auditor/store/write_all.h"

#include <cstddef>
#include <string_view>

namespace patrol {

FileStream::Buffer::Buffer(int file) : file_(file), bytes_() {
  setp(bytes_.data(), bytes_.data() + bytes_.size());
}

FileStream::Buffer::int_type FileStream::Buffer::overflow(int_type byte) {
  if (sync() != 0) return traits_type::eof();
  if (!traits_type::eq_int_type(byte, traits_type::eof())) {
    *pptr() = traits_type::to_char_type(byte);
    pbump(1);
  }
  return traits_type::not_eof(byte);
}

int FileStream::Buffer::sync() {
  if (problem_ == 0) {
    problem_ = write_all(file_, std::string_view(pbase(), static_cast<std::size_t>(pptr() - pbase())));
  }
  setp(bytes_.data(), bytes_.data() + bytes_.size());
  return problem_ == 0 ? 0 : -1;
}

int FileStream::finish() {
  stream_.flush();
  return buffer_.problem();
}

}  // namespace patrol
