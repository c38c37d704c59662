// Forms of given names that no sound explains, and words of organisations in several languages. Written by us.
#include <array>

#include "names/word_table.h"
#include "names/words.h"

namespace maktab::names {
namespace {

// Diminutives and national forms of given names. A name may stand in two groups.
constexpr std::array kGivenNames = std::to_array<std::string_view>({
    "william bill billy will willy willie liam guillermo guillaume wilhelm willem guglielmo vilhelm وليام ويليام غيوم",
    "robert bob bobby rob robbie roberto rupert روبرت روبير",
    "richard dick rick ricky ricardo riccardo ريتشارد ريشار",
    "alexander alex sasha sascha aleksandr alexandre alejandro alessandro aleksander oleksandr iskander iskandar "
    "الكسندر الكساندر اليكس "
    "aleksandar "
    "alexandr اسكندر sacha",
    "michael mike mick mikhail michel miguel michele mykhailo mihail mikael mischa misha mihai مايكل مايك ميشيل ميشال "
    "ميخائيل",
    "john jon johnny jack jean juan ivan giovanni johann johannes joao jan hans johan yohannes ioannis yannis ян jovan "
    "جون جان خوان ايفان",
    "joseph joe joey jose giuseppe josef josip iosif pepe جوزيف جو خوسيه",
    "james jim jimmy jamie jaime giacomo جيمس جيم",
    "jacob jakob jacques iakov yakov jakub جاك جاكوب يعقوب yaqub yacoub yaqoub yakub",
    "peter pete pedro pierre pietro piotr pyotr petr petar petros petro بيتر بيير بطرس",
    "paul pablo paolo pavel paulo pavlo pawel pavlos بول بابلو باولو بولس",
    "george georg georges jorge giorgio georgi georgy yuri yuriy yury iuri juri iouri youri georgios jerzy yurii "
    "heorhii jiri جورج "
    "جورجي خورخي "
    "gheorghe",
    "nicholas nick nicolas nikolai nikolay nicola nikola mykola nikolaos nicolae niklas klaus kolya nikolaj miklos "
    "نيكولاس نيكولا نيك",
    "andrew andy andreas andre andres andrei andrey andrea andriy andrzej andrej drew اندرو اندريه اندرياس",
    "charles charlie chuck carlos karl carl carlo karol charly تشارلز شارل كارل كارلوس",
    "henry harry hank enrique henri heinrich enrico hendrik henrique هنري هاري",
    "edward ed eddie ted teddy eduardo edouard eduard edoardo ned ادوارد اد ادي تيد",
    "thomas tom tommy tomas tommaso tomasz توماس توم",
    "francis frank francisco francois francesco franz paco pancho frantisek franco frans فرانسيس فرانك فرانسوا "
    "فرانسيسكو",
    "anthony tony antonio antoine anton antonios antoni antonin انتوني توني انطونيو انطوان انطون",
    "stephen steve steven stefan stephane esteban stefano stepan stephan etienne istvan stefanos ستيفن ستيف ستيفان",
    "david dave davide dawid davyd ديفيد دافيد",
    "daniel dan danny daniele danilo danil دانيال دان دانييل",
    "matthew matt matteo mathieu matthias mateo matthieu mateusz matvey matej ماثيو مات ماتيو",
    "louis luis luigi lewis ludwig lajos ludovic lou لويس لو",
    "philip phil philippe felipe filippo filip phillip فيليب فيل",
    "gregory greg gregor gregorio grigory grigori hryhoriy grzegorz gregoire grisha",
    "vladimir volodymyr wladimir vova volodya wlodzimierz",
    "dmitry dmitri dmitriy dmytro dimitri dima dimitrios dmitrii",
    "sergei sergey serge sergio serhiy sergii sergiy serguei seryozha sergej",
    "alexei alexey aleksei aleksey oleksiy alexis alyosha alessio oleksii alexej",
    "eugene yevgeny evgeny evgeni yevgeniy yevhen eugenio evgeniy zhenya evgenii",
    "theodore fyodor fedor feodor teodor theo teodoro ted teddy",
    "benjamin benny benjamim beniamino veniamin ben bibi binyamin benyamin بنيامين بنجامين",
    "samuel sam sammy samuele صموئيل سام",
    "lawrence larry laurent lorenzo laurence lars lorenz لورانس لاري لوران",
    "kenneth ken kenny",
    "christopher chris cristobal christophe christoph cristoforo kristoffer krzysztof كريستوفر كريس",
    "vincent vince vincenzo vicente",
    "ronald ron ronnie",
    "donald don donny",
    "albert bert alberto adalbert albrecht البرت البير",
    "alfred fred freddy alfredo alf fredo الفريد الفرد",
    "frederick fred freddy freddie friedrich federico frederic fritz frederik fryderyk fridrikh فريدريك",
    "arthur art arturo artur artie ارثر ارتور",
    "bartholomew bart bartolomeo bartolome bartek bartosz barthelemy",
    "leonard len lenny leonardo leonid leonhard lyonya",
    "raymond ray raimundo raimondo ramon raymundo",
    "roger rogelio ruggero rutger",
    "rudolf rudy rodolfo rudolph rolf",
    "walter walt wally gualtiero valter والتر",
    "timothy tim timmy timoteo timofey timofei",
    "jeffrey jeff geoffrey geoff godfrey gottfried",
    "gerald gerry jerry gerard gerardo gerhard gherardo",
    "joshua josh josue yehoshua",
    "zachary zach zak zakaria zechariah",
    "nathan nat nate nathaniel natan",
    "leo lev leon leone lyova",
    "oscar oskar",
    "stanislav stas stanislaw stanislaus estanislao",
    "vyacheslav slava viacheslav vaclav wenceslas wieslaw",
    "konstantin kostya constantine constantin costas kostas konstantinos",
    "boris borya",
    "anatoly tolya anatoliy anatoli anatolii anatole",
    "gennady gena gennadiy gennadi gennadii hennadii",
    "valery valeri valeriy valerii valera valerio",
    "yevgenia zhenya evgenia eugenia evgeniya",
    "svetlana sveta svitlana",
    "lyudmila luda ludmila lyuda liudmyla mila",
    "galina galya halyna halina",
    "olga olya olha helga",
    "valentina valya",
    "antonia tonya antonina antoinette",
    "barbara barb barbie basia varvara babs",
    "caroline carol carolina karolina carrie karoline",
    "charlotte lottie carlota lotte شارلوت",
    "dorothy dot dolly dorothea dorota dorotea doris",
    "eleanor nell ellie leonor eleonora eleonore",
    "frances fran francesca francisca fanny francoise franziska",
    "jane joan jeanne juana giovanna ioanna ivana johanna joanna جين جان",
    "jennifer jen jenny",
    "jessica jess jessie",
    "josephine josefina josie giuseppina",
    "judith judy judit yehudit",
    "laura laurie lora لورا",
    "lucy lucia lucie luz lucja",
    "martha marta marthe مارثا",
    "pamela pam",
    "alice alicia alix اليس",
    "amy aimee ايمي",
    "eve eva yves ايف",
    "jay جاي",
    "bruce بروس",
    "brian bryan براين",
    "kevin كيفن",
    "ian iain ايان",
    "hugh hugo hugues هيو",
    "patricia patty tricia patrizia trish pat",
    "rebecca becky rebekah rebeca rivka",
    "rose rosa rosie rosita roza",
    "sandra sandy",
    "sarah sally sara sadie zara سارة",
    "theresa teresa terry tess therese tereza",
    "veronica ronnie veronika veronique",
    "virginia ginny virginie",
    "christine chris tina cristina kristina christina khrystyna kirsten",
    "jesus chucho chuy",
    "ignacio nacho ignatius ignacy ignazio",
    "guadalupe lupe",
    "dolores lola",
    "concepcion concha conchita",
    "hector ettore",
    "salvador salvatore chava",
    "gabriel gabe gavriel gavriil jibril جبريل",
    "raphael rafael raffaele rafa rafal",
    "emmanuel manuel manolo manny emanuel emanuele manoel",
    "elijah elias ilya elie eliyahu ilyas ilias الياس",
    "jonah yunus younes yunis younis jonas ionas يونس",
    "zachariah zakaria zekeriya zakariya zakariyya زكريا",
    "john yahya yahia yehia يحيى",
    "elizabeth liz beth betty lizzie elisabeth isabel isabelle isabella elizaveta eliza elisabetta elzbieta اليزابيث "
    "ليز",
    "margaret maggie peggy meg margarita marguerite margherita greta margarete",
    "catherine kate katie kathy katherine ekaterina yekaterina caterina catalina katarina kateryna katya katharina "
    "كاثرين كيت كاترين",
    "mary maria marie mariya mariam maryam maria maryna miriam myriam marya مريم ماري ماريا",
    "anna anne ann ana hanna annie anya انا ان آن آنا",
    "helen elena helena olena helene yelena eleni ilona jelena هيلين ايلينا",
    "julia julie giulia yulia iuliia yuliya julija juliya iulia جوليا جولي",
    "irina iryna irene irena irini ira",
    "natalia natalya natalie nataliya natasha nathalie natali nataliia",
    "sophia sofia sophie sofiya zofia sofija",
    "tatiana tatyana tanya tetiana tatjana tetyana",
    "susan sue susana suzanne susanna",
    "victor viktor vittorio فيكتور",
    "patrick pat paddy patricio patrice باتريك",
    "abraham ibrahim brahim ebrahim ibrahima ibraheem avraham abram ابراهيم إبراهيم barhoum",
    "moses musa moussa moshe moises mosha موسى",
    "solomon suleiman sulayman soliman slimane souleymane shlomo salomon سليمان",
    "isaac ishaq ishak yitzhak isak اسحاق",
    "ishmael ismail ismael esmail smail اسماعيل",
    "mohammed mohamed muhammad mohammad mohamad muhammed mohd muhd md mehmet mahomet mouhamed mohamud mohamet "
    "muhamad mhd mhamed mohammod mehmed mamadou mamadu محمد",
    "ahmed ahmad ahmet ahmadou amadou احمد",
    "fatima fatma fatimah fatimata fatoumata fatiha-zahra fatemeh fadma فاطمة",
    "aisha aicha ayesha aysha aissatou aishah عائشة عايشة",
    "khadija khadijah hatice khadeeja khadidja kadija kadidja خديجة",
    "aaron harun haroun haroon aharon هارون",
    "hassan hasan hacen hacene hassane lahcen lahcene lahsen ahcene ahsan حسن لحسن الحسن",
    "hussein hussain husayn hossein husain hocine houcine hosein huseyn husein hussien houssine houssein hossain "
    "lhoussaine lhoucine حسين الحسين لحسين",
    "salem salam سالم",
    "salim saleem selim سليم",
    "mahmoud mahmud mahmood mahmut محمود",
    "said saeed saïd sayeed saed سعيد",
    "saad saadi سعد",
    "jamal gamal djamel jamel cemal djamal جمال",
    "jamil gamil djamil jameel cemil جميل",
    "karim kareem kerim krim كريم",
    "karam kerem كرم",
    "kamal kamel kemal كمال كامل",
    "rashid rachid rasheed rasched رشيد",
    "rashad rachad rishad رشاد",
    "nasser nasir nacer naser nasr ناصر نصر",
    "nadir nader نادر",
    "nabil nabeel nebil نبيل",
    "tarek tariq tarik tareq طارق",
    "omar umar عمر",
    "amr amro amrou عمرو",
    "amir ameer emir امير",
    "amer aamer عامر",
    "samir sameer سمير",
    "samer سامر",
    "yusuf youssef yousef yusef yosef youcef youssouf yousuf يوسف joseph josef",
    "dawud daoud dawood davud daud داود david dawid",
    "abdullah abdallah abdellah عبدالله",
    "mustafa mostafa moustafa mustapha mostapha moustapha مصطفى",
    "hamid hameed hamit حميد",
    "hamad hamed حمد",
    "hamed hamid hamet حامد",
    "majid majeed majdi مجيد",
    "wahid waheed وحيد",
    "walid waleed oualid velid وليد",
    "khalid khaled halid خالد",
    "khalil khaleel halil خليل",
    "jalal galal djalal celal jelal جلال",
    "anwar anouar enver anwer انور",
    "munir mounir moneer münir منير",
    "bashir bachir basheer besir بشير",
    "bashar bachar بشار",
    "adil adel عادل",
    "adnan عدنان",
    "faisal faysal faycal feisal feysal فيصل",
    "fahd fahad فهد",
    "yasin yassin yassine yaseen yasine ياسين",
    "yasir yasser yassir yaser ياسر",
    "zaynab zainab zineb zeinab zeyneb zeynep زينب",
    "maryam meryem meriem mariam مريم mary",
});

// What bodies are called in Arabic, English, French and Spanish, and Arabic in Latin letters.
constexpr std::array kBodyWords = std::to_array<std::string_view>({
    "group groupe grupo gruppe jamaat jamaah jamaa jemaah jamaatu جماعة الجماعة مجموعة المجموعة",
    "islamic islamique islamico islamiyah islamiyya islamia اسلامية الاسلامية اسلامي الاسلامي",
    "state etat estado dawla dawlat دولة الدولة",
    "army armee ejercito jaish jaysh جيش الجيش",
    "front frente jabhat jabhah djabha جبهة الجبهة",
    "movement mouvement movimiento harakat haraka حركة الحركة",
    "organization organisation organizacion tanzim tanzeem منظمة المنظمة تنظيم",
    "network reseau shabakat شبكة الشبكة",
    "brigade brigades katibat katiba khatiba kataib liwa كتيبة كتائب لواء",
    "supporters partisans ansar ansarul anshar انصار الانصار",
    "emigrants muhajirun muhajireen mouhajirine المهاجرين المهاجرون",
    "qaida qaeda kaida kaeda القاعدة قاعدة",
    "bank banque banco banca بنك البنك مصرف المصرف",
    "foundation fondation fundacion waqf مؤسسة المؤسسة",
    "association asociacion جمعية الجمعية",
    "council conseil consejo shura majlis مجلس المجلس شورى",
    "office bureau oficina maktab makhtab maktabat مكتب المكتب",
    "center centre centro markaz مركز المركز",
    "exchange change sarafa للصرافة صرافة الصرافة",
    "trading trade commerce commercial comercio tijara للتجارة تجارة التجارية تجارية",
    "transport transportation transports للنقل النقل نقل",
    "construction building للبناء للانشاءات الانشاءات",
    "industry industries industrial industrie للصناعة للصناعات الصناعية",
    "oil petroleum petrole petroleo للنفط النفط نفط البترول",
    "insurance assurance assurances seguros للتامين التامين تامين",
    "investment investments investissement inversiones للاستثمار الاستثمار",
    "airlines airways aviation للطيران الطيران طيران",
    "shipping maritime للملاحة الملاحة",
    "charity charitable relief خيرية الخيرية اغاثة الاغاثة",
    "liberation tahrir تحرير التحرير",
    "party parti partido hizb حزب",
    "national nationale nacional وطنية الوطنية وطني الوطني",
    "international internationale internacional دولية الدولية دولي الدولي عالمية العالمية",
    "general generale عامة العامة",
    "ministry ministere ministerio وزارة",
    "university universite universidad جامعة الجامعة",
    "institute institut instituto معهد المعهد",
    "fighting combatant combattant مقاتلة المقاتلة",
    "armed arme arme مسلحة المسلحة",
    "moroccan marocain المغربية مغربية",
    "maghreb morocco maroc المغرب",
    "algeria algerie argelia الجزائر",
    "tunisia tunisie tunez تونس",
    "libya libye libia ليبيا بليبيا",
    "egypt egypte egipto مصر",
    "sudan soudan السودان",
    "iraq irak العراق",
    "syria syrie siria سوريا الشام levant sham",
    "yemen اليمن",
    "lebanon liban libano لبنان",
    "africa afrique افريقيا افريقية",
    "west ouest غرب",
    "peninsula جزيرة الجزيرة شبه",
    "arabian arab arabe عرب العرب العربية عربية",
});

// The groups of each word of a table.
template <std::size_t N>
LettersMap<GivenNameGroups> GroupsOf(const std::array<std::string_view, N>& table) {
  LettersMap<GivenNameGroups> made;
  for (std::size_t i = 0; i < table.size(); ++i) {
    ForEachWord(table[i], [&](const std::string& word) {
      GivenNameGroups& known = made[word];
      const auto group = static_cast<std::uint16_t>(i + 1);
      if (known[0] != 0 && known[0] != group) known[1] = group;
      if (known[0] == 0) known[0] = group;
    });
  }
  return made;
}

GivenNameGroups Find(const LettersMap<GivenNameGroups>& groups, std::string_view letters) {
  const auto found = groups.find(letters);
  return found == groups.end() ? GivenNameGroups{} : found->second;
}

}  // namespace

GivenNameGroups GivenNameGroupsOf(std::string_view letters) {
  static const auto groups = GroupsOf(kGivenNames);
  return Find(groups, letters);
}

GivenNameGroups BodyWordGroupsOf(std::string_view letters) {
  static const auto groups = GroupsOf(kBodyWords);
  return Find(groups, letters);
}

}  // namespace maktab::names
