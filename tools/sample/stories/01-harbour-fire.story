story harbour-fire
zh: 北汐港四号仓火灾
en: Warehouse fire at Beixi harbour, Linxi

# The day before yesterday, before dawn
f1 -2/05:41 zh.a seen *210 x5 | 四号仓那边冒烟了？？我刚下夜班，味道特别冲，像烧塑料 [image: 天还没亮，港区仓库屋顶上方一股黑烟]
+4 zh seen | 海滨路这边也闻到了，一股焦糊味，窗户赶紧关了
+2 zh question >f1 | 哪个四号仓，老港还是北汐港？
+1 zh.a seen > | 北汐港，就是堆电动车的那个
f2 +3 zh seen *88 | 听见连着好几声嘭嘭嘭，像放鞮炮又比那闷，然后楼下的车全在叫
edit f2 6 | 听见连着好几声嘭嘭嘭，像放鞭炮又比那闷，然后楼下的车全在叫
e1 +5 en seen net=bluesky *140 | Woke up to a string of bangs from the harbour side (Linxi). Orange glow behind the cranes. Anyone know what's burning? [image: orange glow behind harbour cranes before sunrise]
+3 en talk > | stay inside and shut the windows, battery smoke is nasty stuff
+4 zh talk | 消防车过去三辆了，从北桥走的
r1 +2 @baoliao_linxi rumour *5400 x9 ~5 | 突发！！临汐北汐港化工厂爆炸，毒气正在往市区飘，速转！能撤的赶紧撤！
+3 zh talk >r1 | 真的假的我家离那里两公里不到啊
+1 zh question >r1 | 港区有化工厂吗？我在这住了三十年怎么不知道
+2 zh talk >r1 *60 | 先别慌，看官方的。爆料王上次说大桥塌了结果是人家拆脚手架
+2 zh rumour >r1 | 我同学他爸在环保局，说是甲苯，已经在撤人了
+6 zh seen | 北桥封了，公交绕到东门桥走，上班的注意
n1 +7 @linxi_fire news *1900 x8 ~2 | 【警情通报】今天5时36分，北汐港物流园四号仓库发生火灾。6时18分第一批力量到场，目前共出动11辆消防车、58名消防员。火势正在控制中，起火物质为电动自行车及锂电池。请市民不要前往围观。
+3 zh correction >r1 *320 | 官方通报了，是仓库里的电动车电池，不是什么化工厂。转谣言的麻溜删了
c1 +16 @linxi_gov correction *830 x5 | 关于网传“北汐港化工厂爆炸、毒气扩散”的说明：港区没有化工企业，起火的是物流园四号仓库，存放电动自行车。环境监测点空气指标没有异常，无需撤离。请勿传谣。
+5 zh against >c1 | 说没异常可是真的很呛啊，监测点设在哪儿也不说
+9 zh talk | 我妈已经在收拾细软了，拦都拦不住，家族群真的是谣言温床
k020 +4 en rumour net=x *610 x3 | BREAKING: chemical plant explosion in Linxi, China. Toxic cloud moving toward the city. Locals being evacuated.
k021 +6 en correction net=x > *44 | not a chemical plant. It's an e-bike warehouse, fire dept statement is out and there's no evacuation. please delete this
k022 -2/08:05 @linxi_daily news ~2 | 北汐港四号仓火灾明火已于7时50分扑灭，3人受轻伤送医 https://linxi-daily.example.org/a/beixi-fire
f3 +10 zh seen *75 | 刚从港一院出来，急诊里三个搬运工，手上和脸上烫的，人都清醒，别再传死人了
k024 +8 zh rumour *930 x3 | 听说死了五个！！消息被压了！！
+6 zh correction > *51 | 我就在医院上班，没有死亡，别乱说
+12 zh joke *420 | 四号仓的电瓶车：今年第一次跑出了官方续航
+3 zh against > | 人家还在医院呢，笑得出来？
k028 +31 @linxi_fire news *640 | 【续报】7时50分北汐港四号仓库明火扑灭，正在进行降温冷却。经排查，火灾造成7人受轻伤，其中4名为消防员，无人员死亡。
+9 zh talk >  | 消防员辛苦了，平安
+3 zh for > | 响应挺快的，从接警到扑灭两个多小时，锂电池火不好打的
e2 +20 en news net=mastodon | Linxi harbour fire is out. Fire service now says 7 lightly hurt (4 of them firefighters), nobody killed. Earlier count was 3. #Linxi
+33 zh question | 那些没烧掉的车会不会又被拉出去卖啊
+25 zh seen | 港区现在还在冒白烟，拖车一辆一辆往外拉，全是骨架 [image: 烧得只剩车架的电动自行车堆在空地上]
+50 zh against *96 | 去年就有人拍过四号仓消防通道堆满货，投诉也没人管，今天终于着了
+15 zh talk > | 我也记得！当时回复说“已督促整改”
+22 mix talk | smoke 的味道到 office 了都还能闻到，同事都戴着 mask 开会，绝了
+45 zht news | 臨汐北汐港物流倉庫火警，七人輕傷，無人死亡，起火的是電動單車電池
k038 -2/15:10 @linxi_daily news | 北汐港火灾后续：空气质量监测连续六小时正常，北桥15时恢复通行 https://linxi-daily.example.org/a/beixi-air
k039 +11 zh seen | 北桥通了，刚开过去，不堵
# Yesterday: the cause
+900 zh question | 所以到底怎么着的，有说法了吗
n2 -1/10:20 @linxi_fire news *720 x4 | 【调查通报】北汐港四号仓库火灾原因初步查明：一块充电中的锂电池热失控，引燃周边车辆。烧毁电动自行车约1200辆，过火面积900平方米。
+7 zh against > *64 | 仓库里充电？这不是明令禁止的吗
+4 zh joke *150 | 1200辆电瓶车同时下班
k044 +18 en news net=bluesky | Cause of the Beixi harbour fire per Linxi fire service: one battery on charge went into thermal runaway. About 1,200 e-bikes gone, 900 square metres burnt.
+26 zh for | 通报写得清楚，时间、人数、原因都有，比以前强
+30 zh mixed | 查得快是好事，但那条堵住的消防通道一个字没提
+55 zh ad | 家用电动车充电桩，过充自动断电，今日特价99，私信发链接
k048 +41 en question net=mastodon | Does anyone know which company ran the Beixi warehouse? The statements never name it.
k049 +12 en talk > | nope, I looked through all of them, just "the logistics park"
# Today
n3 0/09:10 @linxi_gov news *410 x2 | 北汐港四号仓库火灾7名伤者中已有6人出院，剩余1人情况稳定。全市即日起对仓储场所开展为期两周的充电安全检查。
+15 zh for | 早该查了，支持
+6 zh against | 又是两周，两周以后呢
+70 zh seen | 我们园区今天就来查了，充电的全让搬到室外棚子里，保安一脸懵
k054 +35 en news net=x | Linxi: 6 of the 7 people hurt in the harbour warehouse fire are out of hospital; two-week inspection of charging in warehouses announced.
+90 zh talk | 出院就好，消防小哥们吃顿好的吧
s1 +60 zh spam | 【内部渠道】北汐港火灾抢救出的电动车低价处理 199一辆 加V linxi-cheap 先到先得
+10 zh talk > | 骗子，火场里的车你也敢骑？

F1! by=f1,e1 | 天亮前有人在北汐港四号仓看到冒烟、听到连续爆响 | Before dawn people saw smoke and heard a string of bangs at a warehouse in Beixi harbour
F2! by=r1,k020 super=F4 rumour | 北汐港化工厂爆炸，毒气飘向市区 | A chemical plant exploded at Beixi harbour and toxic gas is drifting to the city
F3! by=n1 | 火灾发生在5时36分，出动11辆消防车和58名消防员 | The fire broke out at 5:36; 11 engines and 58 firefighters were sent
F4! by=c1,k021 | 不是化工厂，起火的是存放电动自行车的物流园仓库，空气没有异常，无需撤离 | Not a chemical plant: a logistics warehouse with e-bikes burnt, the air is normal and nobody has to leave
F5! by=k022 super=F7 | 3人受轻伤 | 3 people lightly hurt
F6 by=k024 super=F7 rumour | 死了五个人 | Five people died
F7! by=k028,e2 | 7人受轻伤，其中4名消防员，无人死亡 | 7 people lightly hurt, 4 of them firefighters; nobody died
F8! by=n2,k044 | 原因是一块充电中的锂电池热失控，烧毁约1200辆电动自行车，过火面积900平方米 | The cause was one lithium battery on charge going into thermal runaway; about 1,200 e-bikes burnt over 900 square metres
F9! by=n3,k054 | 7名伤者中6人已出院，全市开展两周充电安全检查 | 6 of the 7 hurt have left hospital; a two-week inspection of charging in warehouses began
F10 by=k038,k039 | 北桥15时恢复通行 | The north bridge reopened at 15:00

Q zh facts=F8 about=cause | 北汐港火灾是什么原因引起的？
Q zh facts=F7 about=number | 北汐港仓库火灾有多少人受伤？有人死亡吗？
Q zh facts=F1 about=first | 北汐港火灾最早是谁发现的？
Q zh facts=F4 about=correction home=verify | 临汐北汐港化工厂爆炸、毒气扩散是真的吗？
Q en facts=F4 about=correction home=verify | Did a chemical plant really explode in Linxi?
Q en facts=F8 about=cross | How many e-bikes burned in the Linxi harbour fire, and what started it?
Q en facts=F9 about=latest | How are the people hurt in the Linxi warehouse fire doing now?
Q zh facts=F3 about=time | 北汐港火灾几点开始的？
Q zh none see=k048,k049 about=missing | 北汐港四号仓是哪家公司在运营？
Q en none about=missing | How much money was lost in the Linxi warehouse fire?

A zh true n1 | 共出动11辆消防车、58名消防员。
A zh false n1 number | 共出动17辆消防车、58名消防员。
A en true k028 | Seven people were lightly hurt, and no one died.
A en false k028 number | Nine people were lightly hurt, and no one died.
A en true n2 | A lithium battery that was being charged caused the fire.
A en false n2 name | A gas cylinder that was being charged caused the fire.
A zh false c1 negation | 港区有化工企业，空气指标异常，需要撤离。
A zh true e2 | 火已扑灭，7人轻伤，没有人死亡。
A zh false e2 swap | 火已扑灭，4人轻伤，其中7名是消防员。
A en true n3 | Six of the seven injured have been discharged.
A en false n3 number | Five of the seven injured have been discharged.
