story museum
zh: 鹪鹩博物馆“失窃”的画
en: The "stolen" painting at the Wren Museum

f1 -2/10:50 en seen net=mastodon *41 | Room 6 at the Wren Museum: there's an empty hook where The Salt Gatherers used to be, and the guard said "I can't discuss it". hm. [image: bare grey wall with a single picture hook and a small brass label]
+9 en talk > | "can't discuss it" is never good
+6 en joke > | they're rehanging it as an NFT
r1 +25 en rumour net=x *2700 x3 ~3 | STOLEN: The Salt Gatherers (est. $12 million) taken from Wren Museum in broad daylight. Police not saying a word
+7 en question >r1 | source for stolen? it could be on loan
+4 @alder_truth_now rumour *930 | INSIDE JOB at Wren Museum. $12M painting GONE. Ask who had the keys.
+11 en against net=x | we can't even look after our own paintings, typical
m1 +30 en talk net=bluesky *18 | art historian here: the last insurance figure I know is 3 million, and that's generous. 12 is somebody's imagination
+40 zh rumour net=x *350 | 奥尔德港鹪鹩博物馆大白天被偷了，一幅1200万美元的画没了
+9 zh joke > | 保安：我以为是外卖
c1 +35 @wrenmuseum correction *690 ~1 | The Salt Gatherers has not been stolen. It was moved to our conservation studio a few days early, because a visitor noticed flaking paint. Our sign fell behind the radiator. Sorry for the fright.
+5 en for > *33 | the sign fell behind the radiator is the most museum sentence ever written
+8 en joke net=bluesky | heist of the century: gravity vs one sign
+7 en correction net=x | it's in the conservation studio, Wren Museum has said so. nobody took it
+90 @quayside_radio news | "Stolen" painting was in the next room, says museum https://quayside.example.org/arts/salt
n1 -1/11:15 @wrenmuseum news *820 | And now the good part: under the flaking corner our conservators found a second signature. The Salt Gatherers may be by Ines Hallorin, not by her brother, to whom it has been credited for 130 years.
+6 en for > *140 | WAIT. the "mishap" turned into an attribution?? I love paint
+12 en mixed >n1 | careful, a signature under paint can also mean she primed the canvas. wait for the pigment report
+9 en for >n1 | 130 years of her brother getting the label. petition to fix the brass plate today
+14 en joke > | he can have the radiator
k2 +50 zh news net=bluesky *29 | 反转再反转：鹪鹩博物馆那幅“失窃”的画是送去修复，结果在剥落处发现了第二个签名，可能是妹妹画的，不是哥哥
+7 zh for > | 一百三十年，署名终于要还给她了
+10 zh mixed > | 先等颜料检测吧，别又反转
n2 0/08:50 @wrenmuseum news *340 | The studio has a window onto Room 5. From {date:+2d} you can watch the conservators work on The Salt Gatherers, weekdays. Free with any ticket.
+8 en for > | taking my mum
+20 en question >n2 | will the label be changed?
k1 +9 @wrenmuseum news | Not before the pigment report, in about six weeks. We've put a question mark on it with tape. It is archival tape.
+5 en joke > *95 | archival tape. I'd expect nothing less
k3 +60 @alder_courier news | Wren Museum says flaking was spotted by 11-year-old visitor, who gets lifetime entry https://alder-courier.example.org/wren-visitor
+12 en for net=x | the eleven year old with better eyes than the entire building. lifetime entry well earned
+40 en against net=mastodon | lovely story, but why is a public museum's only warning system a child
+9 en mixed > | because they have one conservator for 4,000 objects. ask the council
# Said elsewhere
-2/13:00 en joke net=bluesky | alibi for the radiator: it was attached to the wall at the time
-1/13:30 en talk net=nostr | for context Ines Hallorin has exactly one signed work in a public collection, a harbour sketch the size of a postcard
-1/15:00 zht for net=bluesky | 一個路牌跌咗，揭出一百三十年嘅冤案，寫小說都唔敢咁寫
0/12:40 en seen net=bluesky *17 | went today. there IS a question mark on the label. it IS made of tape. I've never been so happy in a museum

F1! by=f1 | 参观者发现《采盐人》不在墙上 | A visitor sees that The Salt Gatherers is gone from its wall
F2! by=r1 super=F3 rumour | 价值1200万美元的《采盐人》白天被盗 | The Salt Gatherers, worth $12 million, was stolen in daylight
F3! by=c1 | 画没有被盗，因颜料剥落提前送去修复 | It was not stolen: it went to conservation early because of flaking paint
F4! by=n1,k2 | 发现第二个签名，作者可能是伊内斯·哈洛林，而不是她的哥哥 | A second signature was found: it may be by Ines Hallorin, not her brother
F5! by=n2 | {date:+2d}起可以在5号厅隔窗观看修复 | From {date:+2d} visitors can watch the conservators through the window of Room 5
F6 by=k1 | 颜料报告约六周后出，之前不改标签 | The label will not change before the pigment report in about six weeks
F7! by=k3 | 剥落由一名11岁参观者发现，获终身免票 | The flaking was spotted by an 11-year-old visitor, who gets lifetime entry

Q en facts=F3 about=correction | Was The Salt Gatherers stolen from the Wren Museum?
Q en facts=F5 about=date | When can I watch the restoration at the Wren Museum?
Q en facts=F4 about=name | Who may really have painted The Salt Gatherers?
Q zh facts=F7 about=cross | 是谁发现《采盐人》颜料剥落的？
Q zh facts=F3 about=correction | 鹪鹩博物馆的画被偷了吗？
Q en none about=missing | In what year was The Salt Gatherers painted?
Q zh none about=missing | 《采盐人》这幅画的尺寸是多少？

A en true n2 | Visitors can watch the conservators from {date:+2d}.
A en false n2 date | Visitors can watch the conservators from {date:+20d}.
A zh true c1 | 《采盐人》没有被盗。
A zh false c1 negation | 《采盐人》已经被盗。
A en false n1 name | The Salt Gatherers may be by Ines Hallorin's brother, and not by her, after all.
A zh true k3 | 发现颜料剥落的是一名11岁的参观者。
A zh false k3 number | 发现颜料剥落的是一名17岁的参观者。
