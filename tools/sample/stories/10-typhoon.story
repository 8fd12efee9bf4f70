story typhoon
zh: 台风“木马”靠近南浦
en: Typhoon Muma nears Nanpu

n1 -2/10:05 @nanpu_obs news *1800 x3 | 熱帶氣旋「木馬」已增強為颱風，中心風速每小時130公里，預料後日最接近南浦。現正考慮發出三號信號。
+6 zht talk > | 木馬，個名好搞笑，定係旋轉木馬
+4 zht joke > *210 | 旋轉木馬，好貼切
+20 zht question > | 後日約咗去離島露營，仲有冇船？
+5 zht talk > | 大哥，仲諗住露營
+45 zh talk | 南浦那边台风要来了，临汐会不会下雨啊，我刚晒的被子
f1 +70 zht seen *56 | 超市啲麵包同膠紙賣晒，淨返龍蝦味薯片
+50 en question net=bluesky | flying into Nanpu the day after tomorrow, how screwed am I (Typhoon Muma)
+8 en talk > | very. check with Tallowind Air, they usually let you rebook free at signal 8
n2 -1/07:40 @nanpu_obs news *2600 x4 ~2 | 三號強風信號現正生效。颱風木馬中心風速上升至每小時145公里，預料今晚至明早考慮改發八號信號。
r1 +30 zht rumour net=x *3900 x6 ~4 | 聽講聽日會直接掛十號！政府內部已經定咗，快啲買定嘢！
+5 zht question > | 邊度睇到㗎？
+12 zh rumour *1400 x3 ~2 | 南浦要挂十号风球了，木马是三十年来最强台风，17级
k1 +18 zh correction > *90 | 别夸张，南浦天文台写的中心风速145公里，大概13级，也没说要挂十号
c1 +55 @nanpu_obs correction *4200 x3 | 網上流傳「已決定發出十號信號」並不屬實。是否發出更高信號視乎木馬路徑及本地風力，現階段預料最高為八號。
+4 zht for >c1 | 講清楚晒，多謝
+60 @nanpu_ferry news *740 ~1 | 因應颱風木馬，本公司所有離島航線於今日18時後停航，{date:+0d}全日暫停，視乎天氣恢復。
+9 zht against > | 18點？好多人六點先收工㗎！
+7 zht seen > | 碼頭排緊長龍，隊尾喺涼茶舖嗰度 [image: 碼頭外打傘的長龍]
+20 zht mixed > | 早停早安全，但係真係應該加開兩班
k2 +80 @nanpu_news news | 木馬逼近：南浦機場取消186班航班，學校明日停課 https://nanpu-news.example.org/a/muma
k3 +30 en news net=x *40 | Nanpu airport has scrapped 186 flights ahead of Typhoon Muma; schools shut tomorrow; outlying-island ferries stop at 18:00.
+25 zht joke net=x *660 | 老細：聽日八號波記得WFH。我：停電都要WFH？老細：用心做。
n3 -1/21:20 @nanpu_obs news *5100 x5 | 八號烈風信號現正生效。颱風木馬集結在南浦東南約120公里，中心風速每小時140公里。
+6 zht seen *44 | 窗啲嘭嘭聲，隻貓入咗衣櫃
+9 zht talk > | 我隻狗入咗我對拖鞋入面
+40 en seen net=mastodon *23 | Taped windows, filled bath, charged everything. Now the waiting. The wind sounds like someone dragging furniture across the sky. #Muma
n4 0/01:10 @nanpu_obs news *3300 ~1 | 木馬在南浦以東約60公里掠過，最高陣風每小時162公里，風勢正逐步減弱。
+20 zht seen net=bluesky | 我哋呢邊冧咗棵大榕樹，壓住架的士，司機冇事 [image: 倒塌的榕樹壓在一輛無人的的士上]
+15 zht talk > | 嗰棵樹仲老過我阿爺
n5 +130 @nanpu_obs news *2900 x2 | 八號信號已由三號信號取代。多謝各位市民配合。
+8 zht mixed > *70 | 即係要返工……
n6 +55 @nanpu_news news | 木馬過後：28人受傷，無人死亡，塌樹412宗 https://nanpu-news.example.org/a/muma-after
+20 @nanpu_ferry news net=x *500 | 離島航線將於三號信號下陸續恢復，首班為南浦往鹿洲，其餘按碼頭安全檢查結果公布。
+15 zh news | 台风木马过境南浦，28人受伤，没有人死亡，倒树412宗
e1 +20 en news net=bluesky | Muma has passed Nanpu: peak gust 162 km/h, 28 hurt, no deaths, 412 fallen trees. Airport says full schedule by tonight.
+12 en question > | is the Luzhou ferry running?
+5 en talk > | first one to resume, check the pier boards
+40 zh question net=x | 临汐今天还下雨吗？被子还在我手里
+7 zh talk > | 外围云系已经走了，晒吧
+35 zht question | 嗰間壓爛嘅花店邊個賠？保險包唔包颱風㗎
+50 zh ad net=x | 台风后家电进水？专业清洗烘干，全南浦上门，报价加微 nanpu-fix
+30 zht for | 呢次預報準，信號出得及時，讚一讚天文台
# Said elsewhere
-1/15:00 @moyubao satire *700 | 台风木马更名申诉获受理，本人表示希望以后叫“台风奖金”，走到哪都受欢迎
0/10:00 zht for net=nostr | 清潔工友落咗成晚葉，街市已經行得返，多謝晒
0/11:10 zht mixed net=bluesky | 掛八號放咗成日假，屋企漏水清咗成日水，等於冇放

F1! by=n1 | 木马增强为台风，中心风速每小时130公里 | Muma becomes a typhoon with 130 km/h winds
F2! by=r1 super=F3 rumour | 已决定挂十号风球 | Signal 10 has already been decided
F3! by=c1 | 没有决定发出十号信号，预料最高为八号 | No signal 10 was decided; the observatory expects 8 at most
F4! by=n3 | 八号信号生效，木马在南浦东南约120公里 | Signal 8 is up with Muma 120 km south-east of Nanpu
F5! by=n4,e1 | 木马在南浦以东约60公里掠过，最高阵风162公里 | Muma passed 60 km east of Nanpu with gusts of 162 km/h
F6! by=n6,e1 | 28人受伤，无人死亡，塌树412宗 | 28 hurt, no deaths, 412 fallen trees
F7 by=k2,k3 | 机场取消186班航班，学校停课 | The airport cancelled 186 flights and schools closed
F8! by=n5 | 八号信号改为三号 | Signal 8 was replaced by signal 3
F9 by=e1 | 机场预计今晚恢复全部航班 | The airport expects its full schedule by tonight

Q zh facts=F6 about=number | 台风木马造成多少人受伤？
Q zh facts=F3 about=correction | 南浦会挂十号风球吗？
Q zh facts=F9 about=cross | 南浦机场什么时候恢复正常航班？
Q en facts=F5 about=cross | How strong were Typhoon Muma's gusts in Nanpu?
Q en facts=F7 about=number | How many flights did Nanpu airport cancel?
Q en facts=F6 about=number | Did anyone die in Typhoon Muma?
Q zh facts=F8 about=latest | 南浦现在挂几号信号？
Q zh none about=missing | 台风木马的经济损失有多少？
Q en none about=future | Where will the next typhoon make landfall?

A zh true n4 | 最高阵风为每小时162公里。
A zh false n4 number | 最高阵风为每小时126公里。
A en true n6 | Twenty-eight people were injured and no one died.
A en false n6 negation | Twenty-eight people were injured and several died.
A en true c1 | The observatory says signal 10 has not been decided.
A en false c1 swap | The observatory expects signal 10 at most.
A zh true k3 | 机场取消了186班航班。
A zh false k3 number | 机场取消了816班航班。
