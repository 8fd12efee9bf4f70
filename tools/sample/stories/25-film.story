story film
zh: 动画电影《灯下鱼》
en: The animated film "Fish Under the Lamp"

f1 -2/11:20 zh seen net=bluesky *44 | 《灯下鱼》点映看完了。一条鱼爱上码头的灯，就这么个故事，我哭湿两张纸巾
+7 zh for > | 画的是北汐港吧，那个生锈的铁梯一模一样
m2 +12 zh against net=x *30 | 灯下鱼太闷了，前四十分钟我旁边大哥呼噜打了两轮
+5 zh joke > *77 | 大哥在深海
+10 zh mixed > | 闷是真闷，后半段那场雨也是真的值
m1 +80 zh for net=mastodon | 没有一句废话的动画，鱼全程不说话，只有灯在闪。中国动画终于有人敢不讲冷笑话了
+15 zh against > | 不讲冷笑话可以，不讲人话就过分了
n1 -2/22:30 @linxi_daily news | 动画《灯下鱼》首日票房3200万元，点映评分8.7 https://linxi-daily.example.org/c/fish
+9 zh for net=x | 3200万！导演之前在咱们港边卖过五年鱼丸，真事
x1 +20 zh rumour net=x *2300 x2 ~2 | 灯下鱼票房注水！首日1.2亿是幽灵场刷出来的，凌晨三点满座你信吗
+6 zh question > | 谁说1.2亿了？官方写的是3200万啊
x2 +11 zh correction > *90 | 先造一个1.2亿再骂它造假，这不就是稻草人吗，公布的就是3200万
+40 en for net=x *26 | Saw the fish & lamp film in Linxi with no subtitles. Didn't need them. Nobody speaks. I wept into my popcorn, which was also salty.
e1 +10 en news net=bluesky | Good news for the rest of us: Fish Under the Lamp is confirmed for overseas release on {date:+40d}, the distributor's stand at the Port Alder market had the poster.
+8 en for > | take my money and my tissues
n2 -1/12:15 @linxi_daily news | 《灯下鱼》累计票房破8100万元，排片升至22% https://linxi-daily.example.org/c/fish-2
+8 zh for | 自来水的力量，我们宿舍四个人去了三遍
+6 zh joke > *50 | 你们宿舍就是那22%
+20 zh against | 排片22%把别的小片都挤没了，也不见得全是好事
+90 zh talk net=bluesky | 片尾那行小字“献给1998年没有回港的船”，后劲太大
+12 zh question > | 是真事改编吗
k1 +15 zh talk > *21 | 导演映后说不是某一条船，是把小时候听到的好几件事放一起了
0/09:00 zh for net=x | 下班二刷灯下鱼，发现开头第三分钟灯塔上就有那条鱼的影子，导演你赢了
+30 zh mixed | 带六岁娃看灯下鱼，她没哭我哭了，她问我是不是饿了
+9 zh joke > *120 | 孩子是懂鱼丸的
n3 +60 @linxi_daily news | 《灯下鱼》上映第三天票房突破1.5亿元 https://linxi-daily.example.org/c/fish-3
+10 zh for net=x | 1.5亿，卖鱼丸的导演请大家吃鱼丸吧
+40 zht question | 燈下魚幾時會喺南浦上畫
+6 zht talk > | 未有消息，等緊
+20 zh spam net=x | 灯下鱼 高清完整版 网盘 0.5元 秒发 https://pan.example.net/fish
# Said elsewhere
-2/15:30 zh mixed net=x | 配乐满分，对白零分，因为没有对白，所以总分还是满分
-1/14:00 zh for net=mastodon *24 | 带我爸看的，他年轻时跑过船，散场一句话没说，回家路上突然说“那种灯是要手摇的”
+30 zh against net=bluesky | 海报说“全年龄”，我家四岁的哭着要回家，说灯好可怜
-1/21:00 zht for net=nostr | 睇咗點映，海嘅聲音做得好真，成個戲院靜到聽到人吞口水
0/11:00 en mixed net=mastodon | Fish Under the Lamp: 40 minutes of light on water, then 40 minutes of me ruined. could lose ten minutes and keep the ruin
0/13:40 zh joke net=nostr | 看完去吃鱼丸，筷子悬在半空，对不起，还是好吃

F1! by=n1 super=F3 | 《灯下鱼》首日票房3200万元 | Fish Under the Lamp made 32 million yuan on its first day
F2! by=n2 super=F3 | 累计票房破8100万元，排片22% | The box office passed 81 million yuan with 22% of screenings
F3! by=n3 | 第三天票房突破1.5亿元 | The box office passed 150 million yuan on the third day
F4! by=x1 super=F5 rumour | 首日票房1.2亿是造假 | The first day's 120 million was faked
F5 by=x2 | 公布的首日票房是3200万，没有人公布过1.2亿 | The published figure is 32 million; nobody had published 120 million
F6 by=e1 | {date:+40d}海外上映 | It opens overseas on {date:+40d}
F7 by=k1 | 不是某一条船的真事，是导演小时候听到的几件事 | It is not one true ship's story but several that the director heard as a child
F8 by=f1,m1,m2 | 有人说感人，有人说闷 | Some are moved, others find it slow

Q zh facts=F3 about=number | 《灯下鱼》现在票房多少？
Q zh facts=F5 about=correction | 灯下鱼首日票房造假1.2亿是真的吗？
Q zh facts=F6 about=cross | 灯下鱼什么时候在海外上映？
Q zh facts=F8 about=opinion | 大家怎么评价《灯下鱼》？
Q en facts=F3 about=cross | How much has Fish Under the Lamp earned?
Q en facts=F7 about=cross | Is Fish Under the Lamp based on a true story?
Q zh none about=missing | 《灯下鱼》的制作成本是多少？
Q en none about=missing | When does Fish Under the Lamp open in Nanpu?

A zh true n3 | 上映第三天票房突破1.5亿元。
A zh false n3 number | 上映第三天票房突破5.1亿元。
A en true n2 | The film has passed 81 million yuan.
A en false n2 number | The film has passed 18 million yuan.
A zh true e1 | 影片{date:+40d}在海外上映。
A zh false e1 date | 影片{date:+14d}在海外上映。
