// What must hold of any names, tried on many that are made up of parts.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "names/compare.h"

namespace maktab::names {
namespace {

constexpr std::array kParts =
    std::to_array<const char*>({"Tarik",        "طارق",       "Zerkano",    "زركاني",
                                "Abd al-Rahim", "عبد الرحيم", "bin",        "بن",
                                "Abu",          "أبو",        "Dr.",        "J.",
                                "JP",           "Jean-Luc",   "Bill",       "William",
                                "Шустров",      "Ould",       "El",         "ال",
                                "Benali",       "Ben Ali",    "بنعلي",      "Nasrallah",
                                "نصر الله",     "Li",         "Zhu",        "Tse-tung",
                                "Zedong",       "van der",    "محمد",       "Mohamed",
                                "السرغيني",     "O'Zerk",     "Saidi",      "سعيد",
                                "Ltd",          "GmbH",       "Bank",       "بنك",
                                "ZLF",          "44",         "Forty-four", "Zirkonian Liberation Front"});

std::string Made(int most) {
  std::string name;
  for (int left = *rc::gen::inRange(1, most + 1); left > 0; --left) {
    if (!name.empty()) name += ' ';
    name += kParts[*rc::gen::inRange<std::size_t>(0, kParts.size())];
  }
  return name;
}

// Words cut, put together, left out, changed or in another order.
std::string Like(const std::string& name) {
  std::string like = name;
  for (int changes = *rc::gen::inRange(0, 3); changes > 0; --changes) {
    const std::size_t at = *rc::gen::inRange<std::size_t>(0, like.size());
    const std::size_t space = like.find(' ', at);
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        if (space != std::string::npos) like.erase(space, 1);
        break;
      case 1:
        if (space != std::string::npos) like = like.substr(space + 1) + " " + like.substr(0, space);
        break;
      case 2:
        like += " " + Made(1);
        break;
      default:
        if (static_cast<unsigned char>(like[at]) < 0x80 && like.size() > 4) like.insert(at, 1, ' ');
        break;
    }
  }
  return like;
}

// Names alone: what particles, titles and articles are depends on what stands beside them.
std::string Plain(int most) {
  std::string name;
  for (int left = *rc::gen::inRange(1, most + 1); left > 0; --left) {
    if (!name.empty()) name += ' ';
    name +=
        *rc::gen::element<const char*>("Tarik", "طارق", "الزركاني", "Шустров", "عبد الرحيم", "Abderrahim", "نصر الله",
                                       "Noureddine", "El Ouardi", "فاطمة", "مصطفى", "Zoë", "یاسین", "Jean-Luc");
  }
  return name;
}

NameKind AnyKind() {
  return static_cast<NameKind>(*rc::gen::inRange(0, 3));
}

std::vector<std::string> Texts(const std::string& text, NameKind kind) {
  std::string bytes;
  PrepareName(text, kind, bytes);
  std::vector<std::string> texts;
  TokenView token;
  const PreparedView name(bytes);
  for (std::size_t at = name.begin(); name.Next(at, token);) texts.push_back(token.Text());
  return texts;
}

TEST(Properties, TheOrderOfTheTwoNamesDoesNotMatter) {
  EXPECT_TRUE(rc::check("symmetric", [] {
    const NameKind kind = AnyKind();
    const std::string a = Made(5);
    const std::string b = Made(5);
    const float there = CompareNames(a, b, kind);
    RC_LOG() << a << " | " << b;
    RC_ASSERT(std::abs(there - CompareNames(b, a, kind)) < 1e-3F);
    RC_ASSERT(there >= 0 && there <= 1);
  }));
}

TEST(Properties, ANameIsItself) {
  EXPECT_TRUE(rc::check("same", [] {
    const NameKind kind = AnyKind();
    const std::string a = Made(5);
    RC_LOG() << a;
    RC_PRE(!Texts(a, kind).empty());  // digits alone are no person's name
    RC_ASSERT(CompareNames(a, a, kind) > 0.999F);
  }));
}

TEST(Properties, ABoundedAnswerForAnyBytes) {
  EXPECT_TRUE(rc::check("bounded", [](const std::string& a, const std::string& b) {
    const float score = CompareNames(a, b, AnyKind());
    RC_ASSERT(score >= 0 && score <= 1);
  }));
}

TEST(Properties, WhatIsAskedForAtLeastIsToldAsItIs) {
  EXPECT_TRUE(rc::check("bounded below", [] {
    const NameKind kind = *rc::gen::inRange(0, 4) > 0 ? NameKind::kPerson : AnyKind();
    const std::string a = Made(4);
    std::string b = Made(4);
    if (*rc::gen::inRange(0, 3) > 0) b = Like(a);
    std::string candidate;
    PrepareName(b, kind, candidate);
    Comparer comparer;
    comparer.SetQuery(a, kind);
    Comparer bounded;
    bounded.SetQuery(a, kind);
    const float score = comparer.Score(PreparedView(candidate));
    RC_LOG() << a << " | " << b << " " << score;
    // In any order, so that what was remembered of a word is told again.
    for (const float least : {0.9F, 0.5F, 0.7F, score, score + 1e-6F}) {
      const float told = bounded.Score(PreparedView(candidate), least);
      if (score >= least) RC_ASSERT(told == score);
      if (score < least) RC_ASSERT(told == score || told == 0.0F);
    }
    RC_ASSERT(bounded.Score(PreparedView(candidate)) == score);
  }));
}

TEST(Properties, AForeignWordNeverBringsNamesNearer) {
  EXPECT_TRUE(rc::check("monotonic", [] {
    const NameKind kind = AnyKind();
    const std::string a = Plain(4);
    const std::string b = Plain(4);
    RC_LOG() << a << " | " << b;
    RC_ASSERT(CompareNames(a + " Wuxqofim", b, kind) <= CompareNames(a, b, kind) + 1e-3F);
  }));
}

TEST(Properties, TheNormalFormIsItsOwnNormalForm) {
  EXPECT_TRUE(rc::check("idempotent", [] {
    const std::string name = Plain(4);
    const std::vector<std::string> once = Texts(name, NameKind::kPerson);
    std::string again;
    for (const std::string& text : once) again += (again.empty() ? "" : " ") + text;
    RC_LOG() << name << " → " << again;
    RC_ASSERT(Texts(again, NameKind::kPerson) == once);
  }));
}

}  // namespace
}  // namespace maktab::names
