story weather
zh: 机器人播报的天气与潮汐
en: Weather and tides, told by bots

-2/07:00 @tianqi_bot news | 【整点天气】临汐 07时 多云 14℃ 湿度71% 东北风2级
-2/12:00 @tianqi_bot news | 【整点天气】临汐 12时 晴 20℃ 湿度52% 东风2级
+3 @tide_bot news | Port Alder tides: high 06:12 (3.0 m), low 12:25 (0.8 m), high 18:40 (3.1 m)
-2/19:00 @tianqi_bot news | 【整点天气】临汐 19时 晴 17℃ 湿度58% 微风
-1/07:00 @tianqi_bot news | 【整点天气】临汐 07时 晴 13℃ 湿度66% 北风2级
w1 -1/12:00 @tianqi_bot news | 【整点天气】临汐 12时 晴 21℃ 湿度49% 东风3级
t1 +3 @tide_bot news | Port Alder tides: high 06:58 (3.3 m), low 13:10 (0.6 m), high 19:25 (3.5 m). Spring tide.
-1/12:30 en talk net=mastodon | the tide bot is my favourite account. no opinions. just water
+9 en joke > *28 | it did say "Spring tide" with a full stop. that felt pointed
-1/19:00 @tianqi_bot news | 【整点天气】临汐 19时 多云 18℃ 湿度60% 东南风4级
0/08:00 @tianqi_bot news | 【整点天气】临汐 小雨 15℃ 湿度88% 东南风4级
+20 zh talk net=mastodon | 机器人说小雨，我看了看窗外，机器人诚不欺我
w2 +250 @tianqi_bot news | 【整点天气】临汐 雨停转多云 19℃ 湿度74% 东风3级
t2 +6 @tide_bot news | Port Alder tides today: two highs of 3.6 m and 3.7 m. Harbour Road may flood near the North Pier at the second high.
k1 +15 en seen net=bluesky | council is putting sandbags out by the North Pier, so I believe the tide bot
+10 zh joke net=nostr *19 | 天气机器人从不下班，也没有人给它带伞

F1 by=w2 | 临汐今天雨停转多云，19℃ | In Linxi the rain stopped today: cloudy, 19 °C
F2 by=t2,k1 | 奥尔德港今天两次高潮3.6米和3.7米，北码头附近的海港路可能被淹 | Port Alder has two high tides today, 3.6 m and 3.7 m; Harbour Road may flood near the North Pier
F3 by=w1 | 昨天中午临汐21℃，晴 | Yesterday at noon Linxi was clear at 21 °C

Q zh facts=F1 about=number | 临汐今天多少度？
Q en facts=F2 about=number | How high is the tide in Port Alder today?
Q zh facts=F2 about=cross | 奥尔德港今天会不会涨潮淹水？
Q en facts=F3 about=cross | How warm was it in Linxi yesterday at noon?
Q zh none about=future | 下周临汐会下雪吗？

A en true t2 | Harbour Road may flood near the North Pier.
A en false t2 number | The two high tides today reach 3.6 m and 4.7 m.
A zh true w2 | 雨停了，19℃。
A zh false w2 number | 雨停了，29℃。
