story moon-lander
zh: 云雀轨道公司月球着陆器“海燕二号”
en: Skylark Orbital's Petrel-2 moon landing

n1 -2/15:00 @skylark_orbital news *2100 x2 | Petrel-2 is go for landing attempt in about nine hours. Target: Mare Frigoris, 58.2°N. It carries six payloads and one (1) very small lighthouse.
+8 en for > *44 | the lighthouse!!!
+5 en question > | why a lighthouse
k1 +6 en talk > | art project, a retroreflector shaped like one. future landers can range off it
+30 en mixed net=hackernews | Their first one came down at 60 m/s. Rooting for them, but I'd have flown another drop test.
h1 +22 en talk > | Petrel-1's failure report is public: the altimeter locked on to its own dust. Two independent altimeters this time.
+90 en for net=bluesky | landing party at mine, we have snacks and dread
n2 -1/00:10 @skylark_orbital news *1700 | Powered descent has begun.
f1 +4 en seen net=mastodon *35 | stream telemetry froze at 1.2 km altitude. control room very quiet
r1 +6 en rumour net=x *6200 x6 ~4 | Petrel-2 CRASHED. telemetry lost at 1.2km. another hole in the moon for Skylark
+3 en against > | $90 million firework
+5 en mixed > | telemetry loss isn't a crash, wait
+4 zh rumour net=x *920 x3 | 云雀轨道的海燕二号撞月了，1.2公里处失联，又失败了
+6 zh talk > | 唉，太可惜了，等了一晚上
n3 +17 @skylark_orbital news *900 | We lost the high-gain link at 1.2 km. We're working with the dish network to find the low-gain signal. No conclusions yet, please.
c1 +38 @skylark_orbital correction *14000 x5 ~2 | WE HAVE SIGNAL. Petrel-2 is on the surface of the Moon. It's leaning, but it's alive, and it's talking to us.
+2 en for net=x >c1 | LEANING BUT ALIVE, same Petrel, same
+3 en for >c1 *77 | screaming crying throwing popcorn
+4 en joke >c1 *240 | parallel parking on the moon is hard ok
k2 +15 en news net=bluesky *52 | Skylark's flight director on the stream: tilt is 19 degrees, resting against a boulder, solar panels at about 60% output.
+9 en joke > | it found a friend (boulder)
k4 +40 zh correction net=x *66 | 海燕二号没撞！官方说信号恢复了，人家在月面上歪着站着呢
+5 zh for > | 歪着也是站着
+180 @marrow_wire news | Petrel-2 lands tilted near Mare Frigoris; first private lander at high northern latitude, company says https://marrow-wire.example.org/sci/petrel2
+60 en question net=mastodon | is the little lighthouse pointing up?
n4 -1/13:00 @skylark_orbital news *5200 x2 | First image from Petrel-2. Yes, that is the lighthouse. Yes, it's upright. No, we don't know how either. [image: grey lunar ground, a boulder, a lander leg, and a finger-sized white lighthouse standing upright]
+5 en for > *130 | I'm not emotionally prepared for the tiny lighthouse
+12 en joke >n4 | 1 star. no sea
+30 zh for net=bluesky *48 | 海燕二号传回第一张照片，那个手指大的小灯塔居然是正的，绷不住了
n5 0/05:40 @skylark_orbital news *2400 | Status: tilt 19°, power positive. Five of six payloads are working. The drill isn't, since it is pointed at the sky.
+8 en joke > *310 | the drill is now an astronomer
+12 en for >n5 | 5/6 while lying on a rock is outrageous engineering
+10 en against net=x | "first private lander at high northern latitude" the categories get narrower every year
n6 +130 @skylark_orbital news *1500 | We expect Petrel-2 to work until local sunset in about eleven days. It won't survive the night and was never meant to.
+6 en talk > | don't make me sad about a robot again
+9 en question >n6 | will you try to wake it at next sunrise?
k3 +7 @skylark_orbital talk net=x | We will listen. We promise nothing. We will listen, though.
+60 mix for net=x | Petrel-2 那个 lighthouse 真的 too cute，躺平但 still working，像极了我
+45 en spam net=x | Buy REAL moon land near PETREL landing site, certificate included https://lunaracres.example.net
# Said elsewhere
-1/02:30 @daily_barnacle satire *2600 label=satire | Moon Files Parking Complaint
+5 en joke > | 19 degrees over the line
0/09:00 zht for net=mastodon | 海燕二號瞓低都做到嘢，我企喺度都做唔到

F1! by=n1 | 海燕二号目标着陆点为冷海，搭载六个载荷和一座小灯塔 | Petrel-2 aims for Mare Frigoris with six payloads and a very small lighthouse
F2! by=r1 super=F3 rumour | 海燕二号坠毁 | Petrel-2 crashed
F3! by=c1,k4 | 信号恢复：海燕二号已在月面，倾斜但能工作 | Signal is back: Petrel-2 is on the Moon, leaning but alive
F4 by=k2,n5 | 倾斜19度，靠在一块石头上，太阳能板约60%输出 | The tilt is 19 degrees against a boulder; the panels give about 60% of their power
F5! by=n4 | 第一张照片里小灯塔直立 | The first image shows the lighthouse upright
F6! by=n5 | 六个载荷中五个工作，钻机朝天不能用 | Five of six payloads work; the drill points at the sky and does not
F7! by=n6 | 预计工作到约十一天后的月面日落，撑不过月夜 | It is expected to work until lunar sunset in about eleven days and will not survive the night

Q en facts=F3 about=correction | Did Petrel-2 crash on the Moon?
Q en facts=F6 about=number | How many of Petrel-2's payloads work?
Q en facts=F4 about=number | How far is Petrel-2 tilted?
Q zh facts=F6 about=cross | 海燕二号有几个载荷还能工作？
Q zh facts=F7 about=cross | 海燕二号还能工作多久？
Q zh facts=F3 about=correction | 海燕二号是不是坠毁了？
Q en facts=F1,F3,F5 about=order | What happened with Petrel-2, in order?
Q en none about=missing | Who designed the lighthouse on Petrel-2?
Q zh none about=missing | 海燕二号的发射火箭是什么型号？

A en true n5 | Five of the six payloads are working.
A en false n5 number | Four of the six payloads are working.
A zh true c1 | 海燕二号在月面上，有信号。
A zh false c1 negation | 海燕二号没有信号，已经坠毁。
A zh true k2 | 倾斜角度为19度。
A zh false k2 number | 倾斜角度为90度。
A en false n6 number | Petrel-2 is expected to work for about eleven weeks.
A zh true n6 | 预计还能工作大约十一天。
