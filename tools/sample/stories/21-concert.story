story concert
zh: 纸彗星乐队取消演唱会
en: Paper Comets call off their concert

r1 -2/20:10 zh rumour net=x *3900 x4 ~3 | 纸彗星主唱阿澈没了……圈内人说是猝死，明天的演唱会取消
+3 zh talk > | 不可能！！！求你别说了
+4 zh question > | 谁说的？圈内人有名字吗
+6 zh talk > | 手在抖，我票都抱着睡了一个月
+8 en rumour net=bluesky *130 | crying. people are saying the singer of Paper Comets died?? please be fake
n1 +22 @zhihuixing_band news *21000 x4 ~2 | 很抱歉，明晚临汐站演出取消。阿澈得了流感，高烧39.4度，嗓子完全说不出话。票款全额退回，我们会回来的。
+3 zh talk > | 活着就好活着就好活着就好
+4 zh correction >r1 *310 | 官方说是流感发烧，人好好的，造谣的请删除
+6 zh against >n1 | 机票酒店都订了，谁赔啊
+5 zh for >n1 | 身体要紧，票留着纪念都行
c1 +40 zh correction net=x *4400 | 我是阿澈。活着。打字代替说话。谣言比体温还高，早点睡。
+3 zh joke > *610 | 本人辟谣，还押韵
+4 zh for > | 多喝水，不许唱
+10 en correction net=bluesky | he's alive!! he posted. it's flu. breathe everyone
k1 +60 zh news | 退票规则整理：原路退回，7个工作日内；实体票要寄回，邮费到付；转赠票退给第一个购票人
+9 zh against > | 转赠的退给第一个人？我从黄牛那买的咋办
+3 zh joke > *55 | 那就退给黄牛，恭喜黄牛
s1 +20 @daigou_xiaomi spam | 纸彗星退票加急办理！手续费仅30%，当天到账，加我
+6 zh talk > | 官方免费退，这是骗子
+12 zh mixed net=bluesky | 取消通知只提前一天，但发烧也没法提前预约，唉，两边都懂
n2 -1/19:00 @zhihuixing_band news *16000 x2 | 补场定了：{date:+33d}，临汐体育场，原票根可优先购票，票价不变。阿澈已退烧，还在哑着。
+3 zh for > | 啊啊啊啊啊啊啊那天就是我生日
+4 zh against > | {date:+33d}？我那天考试，谢谢你世界
+5 zh question >n2 | 优先购怎么弄，票根退了的还算吗
k2 +10 @zhihuixing_band news | 退了票的也算！用原购票手机号登录即可，优先购三天。
+8 zht for | 南浦歌迷表示一齊去，包車團已經開咗
f1 0/07:50 zh seen net=x *890 | 医院偶遇阿澈！真的一句话不说，拿手机打字给护士看：“谢谢姐姐” [image: 戴口罩和帽子的年轻人举着手机给护士看，背影]
+4 zh against > *70 | 别拍病人好吗，给点隐私
+3 zh talk > | 已删图，对不起
delete f1 20
+30 zh joke | 追星追到医院那位，我建议顺便挂个号
k3 +25 en news net=x | Paper Comets' cancelled Linxi show is now on {date:+33d}, same stadium, same prices. Refunds within 7 working days. Singer has lost his voice, not his life.
+40 zh ad net=x | 纸彗星补场内场连座，原价+800，手快有，私
+10 zh against > | 黄牛能不能也得流感
+35 zh question | 补场会不会唱新专辑啊
# Said elsewhere
-1/09:30 @moyubao satire *560 label=satire | 体温39.4度当选本周热度榜第一，歌手本人未能到场领奖

F1! by=r1 super=F3 rumour | 纸彗星主唱阿澈猝死 | The singer of Paper Comets died
F2! by=n1 | 演出取消，阿澈得流感，高烧39.4度，全额退票 | The concert is off: the singer has flu with a fever of 39.4 degrees; full refunds
F3! by=c1,n1 | 阿澈本人辟谣：活着，只是得了流感 | The singer himself says that he is alive; it is flu
F4! by=n2,k3 | 补场在{date:+33d}，临汐体育场，票价不变 | The new date is {date:+33d} at Linxi Stadium, prices unchanged
F5 by=k1,k3 | 7个工作日内原路退款 | Refunds come within 7 working days
F6 by=k2 | 退了票的也能优先购，用原手机号登录，优先购三天 | Those who took a refund also get three days of priority booking with their old phone number

Q zh facts=F3 about=correction | 纸彗星主唱去世了吗？
Q zh facts=F4 about=date | 纸彗星补场是哪天？
Q zh facts=F6 about=detail | 退了票还能优先购买纸彗星补场的票吗？
Q en facts=F2 about=cause | Why did Paper Comets cancel their Linxi concert?
Q en facts=F6 about=cross | If I refunded my Paper Comets ticket, do I still get priority for the new date?
Q zh none about=missing | 纸彗星补场会唱哪些歌？
Q en none about=missing | How many tickets were sold for the Paper Comets concert?

A zh true n1 | 阿澈高烧39.4度，演出取消。
A zh false n1 number | 阿澈高烧34.9度，演出取消。
A en true n2 | The new show is on {date:+33d} at the Linxi stadium.
A en false n2 date | The new show is on {date:+23d} at the Linxi stadium.
A zh false c1 negation | 阿澈已经不在人世。
A en true k1 | Refunds go back within seven working days.
A en false k1 number | Refunds go back within seventeen working days.
