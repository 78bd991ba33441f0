"""Words that many institutions' names share, in six languages and more, and what stands before and after a name."""

# A line is: the word that stands for all of them, then the forms. A form that ends in * is a beginning; a form in Han
# or Arabic script is found inside a run of writing. "a+b" says two words at once.
HEADS = """
ministry ministr* minister* mini min министерств* 部 وزارة मंत्रालय kementerian wizara
university universit* universid* univ uni uniw* университет* 大学 جامعة विश्वविद्यालय universitas chuo
college colleg* colegio coll 学院 كلية कॉलेज колледж*
academy academ* akadem* acad академи* 科学院分院 أكاديمية अकादमी
academy+science 科学院
academy+agriculture+science 农业科学院 农科院
institute institut* inst институт* 研究所 研究院 معهد संस्थान taasisi
centre cent* centr* ctr center центр* 中心 مركز केंद्र kituo
agency agenc* agence* agenz* agencia agcy агентств* 署 机构 وكالة एजेंसी
authority authorit* autorit* autorid* auth управлени* 管理局 هيئة प्राधिकरण
bureau bureau* buro bur бюро 局 مكتب
office offic* oficin* office* off 办公室 办事处
council council* consei* consej* conselh* cncl совет* 委员会 理事会 مجلس परिषद baraza
commission commiss* comis* comm комисси* لجنة आयोग
committee committe* comite* cttee комитет*
department depart* dept dep департамент* 司 厅 دائرة إدارة विभाग
directorate director* direction* direccion* дирекци*
faculty facult* fac факультет* 系
school school* ecole* escuel* escol* sch школ* مدرسة
laborator laborator* lab labs лаборатори* 实验室 مختبر
division divis* div отдел*
section section* seccion* sect
branch branch* sucursal* filial* филиал* 分院 分部 分公司 فرع
station station* estacion* stn станци* 站 محطة
hospital hospital* hopit* hopital* hosp больниц* госпитал* 医院 مستشفى अस्पताल
clinic clinic* clinique* clinica*
company compan* compagn* compani* compañ* предприяти* 公司 شركة
group group* grup* groupe* групп* 集团 مجموعة
bank bank* banqu* banco banca банк* 银行 بنك
fund fund* fonds fondo fondos фонд* 基金 صندوق
foundation found foundat* fondation* fundacion* fundaç* 基金会 مؤسسة
association associat* asociac* assoc assn ассоциаци* 协会 جمعية रابطة संघ
society societ* sociedad* soc обществ* 学会
federation federat* federac* fed федераци* 联合会 اتحاد
union union* unión* sindicat* союз* 联盟
cooperative cooperativ* coop кооператив* 合作社
chamber chamber* chambre* camara* палат* 商会 غرفة
organisation organi[sz]* organis* organiz* org организаци* 组织 منظمة
network network* reseau* redes red net сеть 网络 شبكة
programme program* prog программ* 计划 برنامج
project project* projet* proyect* proj проект* 项目 مشروع
alliance allianc* alianz* альянс*
forum forum* foro форум* 论坛 منتدى
secretariat secretar* sekretar* секретариат* 秘书处
embassy embass* ambassad* embajad* посольств* 大使馆 سفارة
museum museum* muse* museo* музей 博物馆
library librar* bibliot* библиотек* 图书馆
observatory observator* обсерватори*
farm farm farms finca ferme ферм* 农场 مزرعة
"""
TOPICS = """
agriculture agric* agro agri agricult* сельск* 农业 农学 زراعة कृषि kilimo
health health* sante salud saude здравоохранени* здоровь* 卫生 健康 صحة स्वास्थ्य afya
medicine medic* medec* médec* медицин* 医学 医科 医药 طب
education educat* educac* enseign* образовани* 教育 تعليم तعليم शिक्षा elimu
technology technolog* tecnolog* tech techni* tecn* технологи* технич* 技术 科技 تكنولوجيا प्रौद्योगिकी
engineering engineer* ingenier* ingenierie* engr eng инженер* 工程 هندسة
environment environ* ambient* среды env эколог* 环境 环保 生态 بيئة पर्यावरण mazingira
water water* eau eaux agua aguas вод* 水利 水资源 水 مياه जल maji
energy energ* энерг* 能源 طاقة ऊर्जा nishati
forestry forest* foret* forêt* bosqu* silvicult* лес* 林业 森林 غابات वन
fisheries fish* pech* pêch* pesc* рыб* 渔业 水产 سمك मत्स्य
livestock livestock* elevag* élevag* ganad* животновод* 畜牧 ماشية
veterinary veterin* vet ветеринар* 兽医 بيطرة
food food* aliment* продовольств* 粮食 食品 غذاء खाद्य
trade trade* commerc* comerc* торгов* 商务 贸易 تجارة व्यापार
industry industr* промышл* 工业 صناعة उद्योग
finance financ* finan* fin финанс* 财政 金融 مالية वित्त
economy econom* ekonom* эконом* 经济 اقتصاد
planning plan planning* planif* планирован* 规划 تخطيط योजना
transport transport* транспорт* 交通 运输 نقل परिवहन
infrastructure infrastruct* инфраструктур* 基础设施
tourism touris* turis* туризм* 旅游 سياحة
culture cultur* культур* 文化 ثقافة संस्कृति
labour labor labour* travail trabajo труд* 劳动 عمل श्रम
women women* woman femme* mujer* женщин* 妇女 مرأة
youth youth* jeuness* jeune* juventud молодеж* 青年 شباب
justice justic* юстиц* 司法 عدل
foreign foreign* exterior* etranger* affaires иностран* 外交 خارجية
interior interior* interieur* внутренн* 内政 داخلية
defence defen[cs]* defens* обороны 国防 دفاع
communication communic* comunicac* связи 通信 اتصالات
information informat* информац* 信息 معلومات
research research* recherch* investigac* rsch исследов* научно-исслед* 研究 بحوث अनुसंधान utafiti
development develop* dévelop* desarroll* dev развити* 发展 تنمية विकास maendeleo
cooperation cooperat* cooperac* coopér* сотруднич* 合作 تعاون सहयोग
exchange exchang* echang* échang* intercambi* обмен* 交流
training train* formation* capacitac* обучени* 培训 تدريب
innovation innovat* innovac* инновац* 创新 ابتكار
standards standard* metrolog* стандарт* 标准 معايير
climate climat* climát* климат* 气候 مناخ
meteorology meteorol* météorol* метеоролог* 气象 أرصاد
statistics statist* estadíst* estadist* статистик* 统计 إحصاء
geology geolog* géolog* геолог* 地质 جيولوجيا
mining mining* mine* minier* mineri* горн* 矿业 تعدين
biology biolog* биолог* 生物 أحياء
botany botan* ботан* 植物 نبات
chemistry chemi* chimi* quimic* хими* 化学 كيمياء
physics physic* physiq* fisic* физик* 物理 فيزياء
soil soil* sol sols suelo* почв* 土壤 تربة
rice rice riz arroz рис* 水稻 أرز
crops crop* cultiv* растени* 作物 محاصيل
seed seed* semenc* semill* семен* 种子 بذور
rural rural* 农村 ريفية ग्रामीण
irrigation irrigat* irrigac* riego ирригац* 灌溉 ري
desert desert* pustyn* пустын* 沙漠 صحراء
ocean ocean* marin* maritim* mar океан* 海洋 بحار
space space* spatial* espacial* косми* 航天 空间 فضاء
nuclear nucle* atom* ядерн* 核 نووي
law law droit derecho прав* 法律 政法 قانون
language languag* langue* idioma* языков 语言 外国语
teacher+training normal pedagog* педагог* 师范
polytechnic polytechn* politécn* politecn* политехн* 理工
population population* poblacion* населени* 人口 سكان
poverty poverty* pauvret* pobrez* бедност* 扶贫 减贫 فقر
rights rights derechos droits прав 人权 حقوق
security security* sécurit* segurid* безопасност* 安全 أمن
nutrition nutri* питани* 营养 تغذية
pharmacy pharma* farma* фармац* 药学 صيدلة
disease diseas* maladie* enfermedad* болезн* 疾病 أمراض
control control* contrôl* контрол* 控制 مكافحة
prevention prevent* prévent* prevenc* профилактик* 预防 وقاية
electronic electron* electric* électr* eléctr* электр* 电子 电力 كهرباء
digital digital* numeriqu* цифров* 数字 رقمي
management manag* gestion* gerenc* mgmt управлен* 管理 إدارة
administration administrat* administrac* admin администрац* 行政
service servic* serv служб* 服务 خدمات
policy polic* politique* politic* политик* 政策 سياسة
study stud* etude* étude* estudio* изучени* 学 دراسات
resource resourc* ressourc* recurs* ресурс* 资源 موارد
sport sport* deport* спорт* 体育 رياضة
"""
PLAIN = """
science scienc* cienc* sci sciences наук* 科学 علوم विज्ञान
national national* nacional* natl nat национальн* 国家 全国 وطني وطنية राष्ट्रीय taifa
international internation* internacion* intl int международн* 国际 دولي دولية अंतर्राष्ट्रीय kimataifa
central central* централь* 中央 مركزي مركزية
federal federal* федеральн* 联邦 اتحادي
general general* général* генеральн* 总 عام عامة
public public* públic* общественн* 公共 عام
royal royal* royaum* real королевск* 皇家 ملكي ملكية
regional regional* région* региональн* 地区 区域 إقليمي
provincial provinc* провинц* 省
municipal municip* муниципальн* 市
higher higher high superior* supérieur* superieur* высш* 高等 عالي
applied appliqu* aplicad* applied прикладн* 应用 تطبيقي
social social* социальн* 社会 اجتماعي
"""
# What a state is called beside its own name.
FORMS = """
state state etat* état* estad* stat* государственн* 国立 حكومة
government govern* gouvern* gobiern* govt gov правительств* 政府 حكومة सरकार serikali
people people* populair* popular* peuple* pueblo* народн* 人民 شعبية
republic republic* repub* république* rep республик* 共和国 جمهورية गणराज्य jamhuri
democratic democrat* démocrat* демократич* 民主 ديمقراطية
united united unid* unie unis объединенн* 联合 متحدة
"""
# Words that say nothing about which institution it is.
EMPTY = """
of the for and de la le les du des d l el los las del y e et a an in on at en au aux em
da do dos das no na von und der
die das para por pour with sur fi wa al il khoziaistva khozyaystva хозяйства окружающей medio и по в на 的
和 与 及 暨 का की के और ya wa
ltd limited inc incorporated llc llp plc gmbh ag sa sas sarl srl spa bv nv oy ab as co
corp corporation pty pvt private
pte ooo ao oao zao pao jsc ojsc ip kk ngo ong asbl ev eirl sl lda ltda cia sdn bhd 有限
有限责任 股份 有限公司 ООО ОАО АО
"""
NUMBERS = """
1 first 1st premier premiere primero primera erste i первый первая 第一
2 second 2nd deuxieme segundo segunda ii второй вторая 第二
3 third 3rd troisieme tercero tercera iii третий третья 第三
4 fourth 4th quatrieme cuarto cuarta iv четвертый 第四
5 fifth 5th cinquieme quinto quinta пятый 第五
6 sixth 6th sixieme sexto sexta vi шестой 第六
7 seventh 7th septieme septimo septima vii седьмой 第七
8 eighth 8th huitieme octavo octava viii восьмой 第八
9 ninth 9th neuvieme noveno novena ix девятый 第九
10 tenth 10th dixieme decimo decima 第十
"""
# Older and other spellings of places and schools in China, that no sound leads to.
SPELT = """
peking beijing
tsinghua qinghua
canton guangzhou
chungking chongqing
nanking nanjing
tientsin tianjin
szechuan sichuan
szechwan sichuan
soochow suzhou
amoy xiamen
hongkong xianggang
macao aomen
macau aomen
tibet xizang
yatsen zhongshan
chekiang zhejiang
fukien fujian
shantung shandong
kwangtung guangdong
kweichow guizhou
sinkiang xinjiang
"""
# Provinces that differ in a letter or two, and are no mistakes for each other.
PROVINCES = """
anhui beijing chongqing fujian gansu guangdong guangxi guizhou hainan hebei heilongjiang
henan hubei hunan jiangsu jiangxi
jilin liaoning neimenggu ningxia qinghai shaanxi shandong shanghai shanxi sichuan
tianjin xinjiang xizang yunnan zhejiang
"""
TITLES = """
dr prof professor mr mrs ms miss mx sir honourable rev ing engr eng adv mme mlle monsieur madame
mademoiselle sr sra srta doctor doctora docteur phd excellency sheikh shaikh haji hajj ustaz ustadh
herr frau dipl ir drs д-р проф г-н г-жа др الدكتور الأستاذ د أ श्री श्रीमती डॉ
"""
HAN_TITLES = "先生 女士 教授 博士 主任 院长 部长 司长 局长"
PARTICLES = "al el il bin ibn ben bint abu van von der den de da do dos das del di du la le"
DOUBLE_SURNAMES = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 南宫 歐陽 司馬 諸葛"
