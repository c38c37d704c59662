// Any bytes as a message: bounded, and what comes out can be shown.
#include <cstddef>
#include <cstdint>

#include "base/assert.h"
#include "base/utf8.h"
#include "papers/mail.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  int files = 0;
  const auto mail = maktab::papers::ReadMail(bytes, [&](maktab::papers::MailFile&& file) {
    MAKTAB_ASSERT(!file.name.empty() && file.name.find('/') == std::string::npos);
    ++files;
    return maktab::base::Status();
  });
  MAKTAB_ASSERT(files <= maktab::papers::kMaxMailParts);
  if (mail.ok()) {
    MAKTAB_ASSERT(maktab::base::IsValidUtf8(mail->subject) && mail->text.size() <= maktab::papers::kMaxMailText);
  }
  (void)maktab::papers::TextOfHtml(bytes);
  return 0;
}
