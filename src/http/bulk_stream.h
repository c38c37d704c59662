// One bulk run over a connection: lines are read, asked on several threads and answered in their order, all at once.
#pragma once

#include <memory>

#include "desk/bulk.h"
#include "http/context.h"
#include "http/message.h"

namespace maktab::http {

// Cuts what comes in into blocks of whole lines. A line that is longer than a line may be is cut short, but stays
// longer than that, so that the desk sees what is wrong with it; memory is bounded by two such lines.
class LineBlocks {
 public:
  // The lines that are complete now, with their ends; may be empty.
  std::string Feed(std::string_view bytes);
  // The rest, if the input did not end with a line end.
  std::string End();

 private:
  void Keep(std::string_view piece);
  std::string held_;  // the beginning of a line whose end has not come yet
};

// Reads the request's body to its end and writes the answers. The run is on record when this returns without an error.
Task<base::Status> StreamBulk(const Context& context, Request& request, std::shared_ptr<desk::BulkRun> run,
                              BodyWriter& writer);

}  // namespace maktab::http
