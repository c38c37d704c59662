#include "papers/letter.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/mutex.h"

#if defined(__SANITIZE_ADDRESS__)
// Fontconfig keeps what it found until the program ends, out of sight of the leak checker.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\n";
}
#endif

namespace maktab::papers {
namespace {

// Points of 1/72 inch; A4.
constexpr double kWidth = 595.276, kHeight = 841.89, kMargin = 62, kFoot = 54;
constexpr double kInner = kWidth - 2 * kMargin;
constexpr double kSize = 11, kSmall = 9, kLarge = 13, kGap = 9;
constexpr double kLogoHeight = 56;
constexpr std::size_t kMostLogoPixels = 4'000'000;
// Families of fonts-noto-core: one for Latin letters, one for Arabic ones.
constexpr const char* kFamily = "Noto Serif, Noto Naskh Arabic, Noto Sans, sans-serif";

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* held) const {
    Free(held);
  }
};
using Surface = std::unique_ptr<cairo_surface_t, Freed<cairo_surface_destroy>>;
using Cairo = std::unique_ptr<cairo_t, Freed<cairo_destroy>>;
using Layout = std::unique_ptr<PangoLayout, Freed<g_object_unref>>;
using Context = std::unique_ptr<PangoContext, Freed<g_object_unref>>;
using Font = std::unique_ptr<PangoFontDescription, Freed<pango_font_description_free>>;

enum class Side { kStart, kMiddle, kEnd };

struct Style {
  model::Language language = model::Language::kEnglish;
  double size = kSize;
  bool bold = false;
  Side side = Side::kStart;
  double width = kInner;
};

bool IsRightToLeft(model::Language language) {
  return language == model::Language::kArabic;
}

cairo_status_t Append(void* out, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

struct Reading {
  std::string_view bytes;
  std::size_t at = 0;
};

cairo_status_t Read(void* from, unsigned char* into, unsigned size) {
  auto& reading = *static_cast<Reading*>(from);
  if (reading.bytes.size() - reading.at < size) return CAIRO_STATUS_READ_ERROR;
  std::copy_n(reading.bytes.data() + reading.at, size, into);
  reading.at += size;
  return CAIRO_STATUS_SUCCESS;
}

// Width and height stand at a fixed place (PNG, section 11.2.2): looked at before the pixels are made.
bool IsOfSoundSize(std::string_view png) {
  if (png.size() < 24) return false;
  const auto number = [&](std::size_t at) {
    std::size_t value = 0;
    for (std::size_t i = at; i < at + 4; ++i) value = value << 8U | static_cast<unsigned char>(png[i]);
    return value;
  };
  const std::size_t width = number(16), height = number(20);
  return width > 0 && height > 0 && width < kMostLogoPixels && height < kMostLogoPixels &&
         width * height <= kMostLogoPixels;
}

class Writer {
 public:
  Writer(const LetterPage& letter, PangoFontMap* fonts, std::string& out)
      : letter_(letter),
        surface_(cairo_pdf_surface_create_for_stream(Append, &out, kWidth, kHeight)),
        cairo_(cairo_create(surface_.get())),
        context_(pango_font_map_create_context(fonts)) {
    cairo_pdf_surface_restrict_to_version(surface_.get(), CAIRO_PDF_VERSION_1_5);
    const std::string date = base::FormatInstant(letter.written_at).substr(0, 19) + "Z";
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE, date.c_str());
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_MOD_DATE, date.c_str());
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, letter.title.c_str());
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
  }

  base::Status Write() {
    pages_ = 1;
    BeginPage();
    MAKTAB_TRY(Head());
    const Style plain{letter_.language, kSize, false, Side::kStart, kInner};
    Text(letter_.lines, plain);
    y_ += kGap;
    Text(letter_.subject, {letter_.language, kSize, true, Side::kStart, kInner});
    y_ += kGap;
    Paragraphs(letter_.body, plain);
    y_ += 2 * kGap;
    Text(letter_.closing, {letter_.language, kSize, false, Side::kEnd, kInner});
    EndPage();
    cairo_.reset();
    cairo_surface_finish(surface_.get());
    const cairo_status_t status = cairo_surface_status(surface_.get());
    if (status != CAIRO_STATUS_SUCCESS) return base::Err("letter.failed").Log(cairo_status_to_string(status));
    return {};
  }

 private:
  Layout Make(const std::string& text, const Style& style) {
    const bool right = IsRightToLeft(style.language);
    pango_context_set_base_dir(context_.get(), right ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    const std::string tag(model::LanguageTag(style.language));
    pango_context_set_language(context_.get(), pango_language_from_string(tag.c_str()));
    Layout layout(pango_layout_new(context_.get()));
    const Font font(pango_font_description_from_string(kFamily));
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font.get());
    // The direction is that of the letter, whatever a line begins with.
    pango_layout_set_auto_dir(layout.get(), FALSE);
    const bool at_right = style.side == Side::kEnd ? !right : right;
    const PangoAlignment side = style.side == Side::kMiddle ? PANGO_ALIGN_CENTER
                                : at_right                  ? PANGO_ALIGN_RIGHT
                                                            : PANGO_ALIGN_LEFT;
    pango_layout_set_alignment(layout.get(), side);
    pango_layout_set_width(layout.get(), int(style.width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout.get(), right ? 1.25F : 1.15F);
    pango_layout_set_text(layout.get(), text.data(), int(text.size()));
    return layout;
  }

  // Line by line, on as many pages as it takes.
  void Text(const std::string& text, const Style& style, double x = kMargin) {
    if (text.empty()) return;
    const Layout layout = Make(text, style);
    PangoLayoutIter* iterator = pango_layout_get_iter(layout.get());
    do {
      PangoRectangle logical;
      pango_layout_iter_get_line_extents(iterator, nullptr, &logical);
      const double height = double(logical.height) / PANGO_SCALE;
      if (y_ + height > kHeight - kFoot - kGap) NextPage();
      const double baseline = double(pango_layout_iter_get_baseline(iterator) - logical.y) / PANGO_SCALE;
      cairo_move_to(cairo_.get(), x + double(logical.x) / PANGO_SCALE, y_ + baseline);
      pango_cairo_show_layout_line(cairo_.get(), pango_layout_iter_get_line_readonly(iterator));
      y_ += height;
    } while (pango_layout_iter_next_line(iterator) != 0);
    pango_layout_iter_free(iterator);
  }

  void Paragraphs(const std::string& body, const Style& style) {
    for (std::size_t at = 0; at < body.size();) {
      const std::size_t end = std::min(body.find("\n\n", at), body.size());
      Text(body.substr(at, end - at), style);
      y_ += kGap;
      at = end + 2;
    }
  }

  // The bureau at the start of the page in the letter's language, its emblem in the middle, its other name at the end.
  base::Status Head() {
    const double width = kInner / 2 - 40, top = y_;
    const bool right = IsRightToLeft(letter_.language);
    const double here = right ? kWidth - kMargin - width : kMargin, there = right ? kMargin : kWidth - kMargin - width;
    Text(letter_.authority, {letter_.language, kSmall, false, Side::kStart, width}, here);
    Text(letter_.name, {letter_.language, kLarge, true, Side::kStart, width}, here);
    Text(letter_.address, {letter_.language, kSmall, false, Side::kStart, width}, here);
    double bottom = y_;
    if (!letter_.other_name.empty()) {
      y_ = top;
      // On the end side of the page, whichever way its own language is written.
      const Side side = IsRightToLeft(letter_.other_language) == right ? Side::kEnd : Side::kStart;
      Text(letter_.other_authority, {letter_.other_language, kSmall, false, side, width}, there);
      Text(letter_.other_name, {letter_.other_language, kLarge, true, side, width}, there);
      bottom = std::max(bottom, y_);
    }
    MAKTAB_TRY(Logo(top));
    y_ = std::max(bottom, letter_.logo_png.empty() ? 0 : top + kLogoHeight) + kGap;
    cairo_set_line_width(cairo_.get(), 0.8);
    cairo_move_to(cairo_.get(), kMargin, y_);
    cairo_line_to(cairo_.get(), kWidth - kMargin, y_);
    cairo_stroke(cairo_.get());
    y_ += 2 * kGap;
    return {};
  }

  base::Status Logo(double top) {
    if (letter_.logo_png.empty()) return {};
    if (!IsOfSoundSize(letter_.logo_png)) return base::Err("letter.bad_logo");
    Reading reading{letter_.logo_png};
    const Surface logo(cairo_image_surface_create_from_png_stream(Read, &reading));
    if (cairo_surface_status(logo.get()) != CAIRO_STATUS_SUCCESS) return base::Err("letter.bad_logo");
    const double width = cairo_image_surface_get_width(logo.get()), height = cairo_image_surface_get_height(logo.get());
    const double scale = std::min(kLogoHeight / height, 70 / width);
    cairo_save(cairo_.get());
    cairo_translate(cairo_.get(), (kWidth - width * scale) / 2, top);
    cairo_scale(cairo_.get(), scale, scale);
    cairo_set_source_surface(cairo_.get(), logo.get(), 0, 0);
    cairo_paint(cairo_.get());
    cairo_restore(cairo_.get());
    return {};
  }

  void BeginPage() {
    y_ = kMargin - 14;
    if (letter_.watermark.empty()) return;
    const Layout layout = Make(letter_.watermark, {letter_.language, 110, true, Side::kStart, kWidth * 2});
    int width = 0, height = 0;
    pango_layout_set_width(layout.get(), -1);
    pango_layout_get_pixel_size(layout.get(), &width, &height);
    cairo_save(cairo_.get());
    cairo_set_source_rgb(cairo_.get(), 0.90, 0.90, 0.90);
    cairo_translate(cairo_.get(), kWidth / 2, kHeight / 2);
    cairo_rotate(cairo_.get(), -std::atan2(kHeight, kWidth));
    cairo_move_to(cairo_.get(), -double(width) / 2, -double(height) / 2);
    pango_cairo_show_layout(cairo_.get(), layout.get());
    cairo_restore(cairo_.get());
  }

  void EndPage() {
    const double below = y_;
    const Layout layout = Make(letter_.footer + " · " + std::to_string(pages_),
                               {letter_.language, kSmall - 1, false, Side::kMiddle, kInner});
    cairo_move_to(cairo_.get(), kMargin, kHeight - kFoot + kGap);
    pango_cairo_show_layout(cairo_.get(), layout.get());
    cairo_show_page(cairo_.get());
    y_ = below;
  }

  void NextPage() {
    EndPage();
    ++pages_;
    BeginPage();
  }

  const LetterPage& letter_;
  const Surface surface_;
  Cairo cairo_;
  const Context context_;
  double y_ = 0;
  int pages_ = 0;
};

// Looking for fonts is dear and what it found is kept; Pango's map of fonts is for one thread at a time.
class Fonts {
 public:
  base::Result<std::string> Write(const LetterPage& letter) EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    if (map_ == nullptr) {
      map_.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
      if (map_ == nullptr) return base::Err("letter.failed").Log("no map of fonts");
      pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map_.get()), 72);
    }
    std::string out;
    MAKTAB_TRY(Writer(letter, map_.get(), out).Write());
    return out;
  }

 private:
  base::Mutex mutex_;
  std::unique_ptr<PangoFontMap, Freed<g_object_unref>> map_ GUARDED_BY(mutex_);
};

}  // namespace

base::Result<std::string> WriteLetter(const LetterPage& letter) {
  static Fonts fonts;
  return fonts.Write(letter);
}

}  // namespace maktab::papers
