// Carries the messages of webhooks by HTTPS. An address is looked up once, looked at, and then used itself, so that a
// name that changes meanwhile leads nowhere else; redirections are not followed, and the body of an answer is not read.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "desk/webhooks.h"

namespace maktab::http {

struct WebhookRules {
  bool allow_http = false;                    // also without TLS
  bool allow_private = false;                 // also to this machine and to private nets
  std::string ca_file;                        // PEM of further authorities whose certificates count; may be empty
  std::chrono::milliseconds timeout{10'000};  // for all of one message
};

class HttpWebhookCarrier final : public desk::WebhookCarrier {
 public:
  explicit HttpWebhookCarrier(WebhookRules rules);
  ~HttpWebhookCarrier() override;

  base::Status Check(const std::string& url) const override;
  base::Result<int> Send(const desk::WebhookPost& post) override;
  void Stop() override { stopping_ = true; }

 private:
  const WebhookRules rules_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace maktab::http
