<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About WeSpace Desktop</source>
        <translation>关于 WeSpace Desktop</translation>
    </message>
    <message>
        <source>Version {version}, Apache License 2.0</source>
        <translation>版本 {version}，Apache 2.0 许可</translation>
    </message>
    <message>
        <source>A real district today and in the near future, side by side. It follows the report WeSpace, future urban space (2020): its technologies, its gains and its harms.</source>
        <translation>把一个真实街区的现状与近未来并排来看。依据《WeSpace · 未来城市空间》（2020）：其中的技术，以及得与失。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Typeface</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Icons</source>
        <translation>图标</translation>
    </message>
    <message>
        <source>Built with</source>
        <translation>构建于</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>For everybody</source>
        <extracomment>Whom the window speaks to, in the report&apos;s order (model.audience); everybody first.</extracomment>
        <translation>面向所有人</translation>
    </message>
    <message>
        <source>For government</source>
        <translation>面向政府管理</translation>
    </message>
    <message>
        <source>For planners and designers</source>
        <translation>面向规划设计</translation>
    </message>
    <message>
        <source>For developers</source>
        <translation>面向地产开发</translation>
    </message>
    <message>
        <source>For technology firms and operators</source>
        <translation>面向科技与运营</translation>
    </message>
    <message>
        <source>For residents</source>
        <translation>面向居民</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Close scenario</source>
        <translation>关闭情景</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Discard unsaved changes</source>
        <translation>放弃未保存的修改</translation>
    </message>
    <message>
        <source>Single</source>
        <translation>单窗</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>卷帘</translation>
    </message>
    <message>
        <source>Change lens</source>
        <translation>变化透镜</translation>
    </message>
    <message>
        <source>Next way to compare</source>
        <translation>换一种对比方式</translation>
    </message>
    <message>
        <source>Two panes</source>
        <translation>两窗</translation>
    </message>
    <message>
        <source>Three panes</source>
        <translation>三窗</translation>
    </message>
    <message>
        <source>Four panes</source>
        <translation>四窗</translation>
    </message>
    <message>
        <source>Link the cameras</source>
        <translation>联动视角</translation>
    </message>
    <message>
        <source>Whole district</source>
        <translation>街区全貌</translation>
    </message>
    <message>
        <source>Bird</source>
        <translation>鸟瞰</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街道视角</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>Choose a view</source>
        <translation>选择视图</translation>
    </message>
    <message>
        <source>Save view…</source>
        <translation>保存视图…</translation>
    </message>
    <message>
        <source>Update the view from the camera</source>
        <translation>按当前画面更新视图</translation>
    </message>
    <message>
        <source>Frame the selection</source>
        <translation>对准所选</translation>
    </message>
    <message>
        <source>One year earlier</source>
        <translation>早一年</translation>
    </message>
    <message>
        <source>One year later</source>
        <translation>晚一年</translation>
    </message>
    <message>
        <source>Play the years</source>
        <translation>播放年份</translation>
    </message>
    <message>
        <source>Low, central and high side by side</source>
        <translation>低、中、高三线并排</translation>
    </message>
    <message>
        <source>Who is there at this hour</source>
        <translation>此刻谁在使用</translation>
    </message>
    <message>
        <source>One hour earlier</source>
        <translation>提前一小时</translation>
    </message>
    <message>
        <source>One hour later</source>
        <translation>推后一小时</translation>
    </message>
    <message>
        <source>Play the day</source>
        <translation>播放一天</translation>
    </message>
    <message>
        <source>Life on the street</source>
        <translation>街上的活动</translation>
    </message>
    <message>
        <source>Speed of the street</source>
        <translation>活动的快慢</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Curves of technology and space</source>
        <translation>技术与空间曲线</translation>
    </message>
    <message>
        <source>Present the storyboard</source>
        <translation>放映分镜</translation>
    </message>
    <message>
        <source>Next slide</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Previous slide</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Keep this view as a slide</source>
        <translation>把当前画面存为一页</translation>
    </message>
    <message>
        <source>Storyboard</source>
        <translation>分镜</translation>
    </message>
    <message>
        <source>Search commands and views</source>
        <translation>搜索命令和视图</translation>
    </message>
    <message>
        <source>Right panel</source>
        <translation>右侧面板</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>变化清单</translation>
    </message>
    <message>
        <source>Freed space</source>
        <translation>释放空间</translation>
    </message>
    <message>
        <source>Report compass</source>
        <translation>报告罗盘</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Hide the panels</source>
        <translation>隐藏面板</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>About WeSpace Desktop</source>
        <translation>关于 WeSpace Desktop</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Theme of the machine</source>
        <translation>跟随系统主题</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>减少动效</translation>
    </message>
    <message>
        <source>English or Chinese</source>
        <translation>中英文切换</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
</context>
<context>
    <name>AuditStrip</name>
    <message>
        <source>Stop looking</source>
        <translation>停止寻找</translation>
    </message>
    <message>
        <source>Show the view that shows most</source>
        <translation>找出看得最全的视角</translation>
    </message>
    <message>
        <source>Looking at what this view shows</source>
        <translation>正在检查本视角能看到什么</translation>
    </message>
    <message>
        <source>The panes look from different places</source>
        <translation>各窗格的视角不同</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Search commands and views</source>
        <translation>搜索命令和视图</translation>
    </message>
    <message>
        <source>No command has these letters</source>
        <translation>没有匹配的命令</translation>
    </message>
    <message>
        <source>view</source>
        <translation>视图</translation>
    </message>
</context>
<context>
    <name>CompassCard</name>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Slide {number}</source>
        <translation>幻灯片 {number}</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Show larger</source>
        <translation>放大查看</translation>
    </message>
    <message>
        <source>Row of the report</source>
        <translation>报告条目</translation>
    </message>
</context>
<context>
    <name>CompassPanel</name>
    <message>
        <source>Search the report</source>
        <translation>在报告中搜索</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>三维</translation>
    </message>
    <message>
        <source>Diagrams</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>尺度</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>全部条目</translation>
    </message>
    <message>
        <source>Illustrated</source>
        <translation>已体现</translation>
    </message>
    <message>
        <source>What the scenario does with them</source>
        <translation>情景与条目的关系</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>No data on demand: {why}</source>
        <extracomment>The share at the top of the plot is one of these, so that dragging never rescales it.</extracomment>
        <translation>没有需求数据：{why}</translation>
    </message>
    <message>
        <source>Built share of what this scenario changes</source>
        <translation>本情景所做改变的建成份额</translation>
    </message>
    <message>
        <source>This scenario changes nothing with this layer</source>
        <translation>本情景没有用这一图层改变任何东西</translation>
    </message>
    <message>
        <source>Keep the curves as a picture or a table…</source>
        <translation>把曲线存为图片或表格…</translation>
    </message>
    <message>
        <source>Technology</source>
        <translation>技术</translation>
    </message>
    <message>
        <source>Space, by demand</source>
        <translation>空间（因需求）</translation>
    </message>
    <message>
        <source>Built, by decision</source>
        <translation>建成（因决策）</translation>
    </message>
    <message>
        <source>Built, by demand</source>
        <translation>建成（因需求）</translation>
    </message>
    <message>
        <source>Whole: measured. Dashed: reconstructed. Fan: low to high</source>
        <translation>实线实测，虚线复原，扇形为低至高</translation>
    </message>
    <message>
        <source>lag class: {name} (assumed)</source>
        <translation>滞后等级：{name}（假定）</translation>
    </message>
    <message>
        <source>Technology: {formula}</source>
        <translation>技术：{formula}</translation>
    </message>
    <message>
        <source>Space: follows with a planning delay and a second-order lag; reconstructed, never measured</source>
        <translation>空间：经规划延迟和二阶滞后跟随；为复原值，从未实测</translation>
    </message>
    <message>
        <source>Years behind: {formula}</source>
        <translation>滞后年数：{formula}</translation>
    </message>
    <message>
        <source>Sources: {sources}</source>
        <translation>来源：{sources}</translation>
    </message>
    <message>
        <source>{year}, technology: {share}</source>
        <translation>{year} 年，技术：{share}</translation>
    </message>
    <message>
        <source>{year}, space by demand: {share}</source>
        <translation>{year} 年，空间（因需求）：{share}</translation>
    </message>
    <message>
        <source>Lag debt of this scenario: {share}; {formula}</source>
        <translation>本情景的滞后欠账：{share}；{formula}</translation>
    </message>
    <message>
        <source>{n} years</source>
        <translation>{n} 年</translation>
    </message>
    <message>
        <source>{year}: {why}</source>
        <translation>{year} 年：{why}</translation>
    </message>
    <message>
        <source>{year}: space lags {n} years behind</source>
        <translation>{year} 年：空间滞后 {n} 年</translation>
    </message>
    <message>
        <source>{year}: space lags {n} years behind ({low}–{high})</source>
        <translation>{year} 年：空间滞后 {n} 年（{low}–{high}）</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Keep the curves</source>
        <translation>保存曲线</translation>
    </message>
</context>
<context>
    <name>DayPart</name>
    <message>
        <source>Use through the day</source>
        <translation>一天中的使用</translation>
    </message>
    <message>
        <source>Press an hour to see who is there</source>
        <translation>点按一个时刻，看谁在使用</translation>
    </message>
</context>
<context>
    <name>DayRing</name>
    <message>
        <source>Use through the day</source>
        <translation>一天中的使用</translation>
    </message>
</context>
<context>
    <name>DiagramDialog</name>
    <message>
        <source>Save as picture…</source>
        <extracomment>A picture for a slide: as wide as the dialog&apos;s, three pixels to one of its.</extracomment>
        <translation>存为图片…</translation>
    </message>
</context>
<context>
    <name>Dropping</name>
    <message>
        <source>Open the view of {file}</source>
        <translation>打开 {file} 的视图</translation>
    </message>
    <message>
        <source>Open {file} beside the {n} that are open</source>
        <translation>打开 {file}，与已打开的 {n} 个情景并列</translation>
    </message>
    <message>
        <source>Open {file}</source>
        <translation>打开 {file}</translation>
    </message>
</context>
<context>
    <name>Excerpt</name>
    <message>
        <source>Write {word}</source>
        <translation>改写为 {word}</translation>
    </message>
    <message>
        <source>This fault has no line in the file: it is about the file as a whole.</source>
        <translation>这处错误不在某一行，而是整个文件的问题。</translation>
    </message>
    <message>
        <source>Nothing was lost. Your view, ticks and panes are kept.</source>
        <translation>什么也没有丢：视角、勾选和分窗都保留着。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Exactly what will be written, {w} × {h} px</source>
        <translation>写出的就是这幅图，{w} × {h} 像素</translation>
    </message>
    <message>
        <source>The first of {n} slides</source>
        <translation>共 {n} 页，此为第一页</translation>
    </message>
    <message>
        <source>At most {w} × {h} px, cut to the pictures</source>
        <translation>最大 {w} × {h} 像素，按画面裁切</translation>
    </message>
    <message>
        <source>The picture that moves</source>
        <translation>影片中移动的画面</translation>
    </message>
    <message>
        <source>{w} × {h} cm in print</source>
        <translation>印刷 {w} × {h} 厘米</translation>
    </message>
    <message>
        <source>Replaces the file of this name</source>
        <translation>将替换同名文件</translation>
    </message>
    <message>
        <source>Adds to the folder of this name</source>
        <translation>写入已有的同名文件夹</translation>
    </message>
    <message>
        <source>Over 120 million pixels: make it smaller</source>
        <translation>超过 1.2 亿像素，请改小</translation>
    </message>
    <message>
        <source>Cancelled, nothing was written</source>
        <translation>已取消，未写出任何文件</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>取消导出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Drawing the picture</source>
        <translation>正在绘制</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>后台继续</translation>
    </message>
</context>
<context>
    <name>ExportFilm</name>
    <message>
        <source>{n} frames of {w} × {h} px</source>
        <translation>共 {n} 帧，{w} × {h} 像素</translation>
    </message>
    <message>
        <source>; a film is {w} × {h} px at most</source>
        <translation>；影片最大 {w} × {h} 像素</translation>
    </message>
    <message>
        <source>What moves</source>
        <translation>影片内容</translation>
    </message>
    <message>
        <source>Length of the film</source>
        <translation>影片时长</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source> s long</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source> frames/s</source>
        <translation> 帧/秒</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>Folder for the picture</source>
        <translation>图片存放的文件夹</translation>
    </message>
    <message>
        <source>On the screen</source>
        <translation>屏幕上的视图</translation>
    </message>
    <message>
        <source>As on the screen</source>
        <translation>与屏幕相同</translation>
    </message>
    <message>
        <source>Single</source>
        <translation>单窗</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>卷帘</translation>
    </message>
    <message>
        <source>Change lens</source>
        <translation>变化透镜</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>On the picture</source>
        <translation>图上内容</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>分窗</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source> px wide</source>
        <translation> 像素宽</translation>
    </message>
    <message>
        <source> px high</source>
        <translation> 像素高</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>双语</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>You may write {fields}</source>
        <translation>可以写 {fields}</translation>
    </message>
</context>
<context>
    <name>ExportWhat</name>
    <message>
        <source>This view</source>
        <translation>当前视角</translation>
    </message>
    <message>
        <source>Storyboard</source>
        <translation>分镜</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>对照表</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>各页</translation>
    </message>
</context>
<context>
    <name>FaultsSheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Open in editor</source>
        <translation>用编辑器打开</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>1 fault</source>
        <translation>1 处错误</translation>
    </message>
    <message>
        <source>{n} faults</source>
        <translation>{n} 处错误</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 条提醒</translation>
    </message>
    <message>
        <source>{n} warnings</source>
        <translation>{n} 条提醒</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>No faults</source>
        <translation>没有错误</translation>
    </message>
</context>
<context>
    <name>FreedPanel</name>
    <message>
        <source>No parking is set free</source>
        <translation>没有释放停车空间</translation>
    </message>
    <message>
        <source>What becomes of converted car parks and kerb spaces is drawn here. Tick the layer Parking, or move the year on with ].</source>
        <translation>这里画出停车场和路边车位转换成什么。勾选“停车转换”图层，或按 ] 把年份往后推。</translation>
    </message>
    <message>
        <source>{area} becomes parking again</source>
        <translation>{area} 恢复为停车</translation>
    </message>
    <message>
        <source>The decks of pods are taken off the ground they stand on. Stalls of car parks are estimated from their area.</source>
        <translation>办公舱平台的面积已从所在用地中扣除。停车场车位数按面积估算。</translation>
    </message>
    <message>
        <source>1 place</source>
        <translation>1 处</translation>
    </message>
    <message>
        <source>{n} places</source>
        <translation>{n} 处</translation>
    </message>
    <message>
        <source>Freed space</source>
        <translation>释放空间</translation>
    </message>
</context>
<context>
    <name>HiddenNote</name>
    <message>
        <source>Looking, {n} %</source>
        <translation>正在寻找，{n}%</translation>
    </message>
    <message>
        <source>Take the view that shows most</source>
        <translation>改用看得最全的视角</translation>
    </message>
</context>
<context>
    <name>HourStrip</name>
    <message>
        <source>assumed profiles</source>
        <translation>假设的时段曲线</translation>
    </message>
    <message>
        <source>Play the day (Space here; Shift: this pane alone)</source>
        <translation>播放一天（在此按空格；Shift：仅此窗格）</translation>
    </message>
    <message>
        <source>Pause the day</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>No hour (H)</source>
        <translation>不显示时刻（H）</translation>
    </message>
</context>
<context>
    <name>HourTrack</name>
    <message>
        <source>Hour</source>
        <extracomment>Day and night behind the curves: where it is dark, so much of the ink.</extracomment>
        <translation>时刻</translation>
    </message>
    <message>
        <source>No hour</source>
        <translation>不显示时刻</translation>
    </message>
</context>
<context>
    <name>IndicatorPanel</name>
    <message>
        <source>Nothing is open</source>
        <translation>还没有打开文件</translation>
    </message>
    <message>
        <source>Open a scenario: what it comes to is counted here, with its range.</source>
        <translation>打开一个情景，这里会逐项算出结果和范围。</translation>
    </message>
    <message>
        <source>Counting… {share} %</source>
        <translation>正在计算…… {share} %</translation>
    </message>
    <message>
        <source>Write the indicators</source>
        <translation>写出指标</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Write every number as a table</source>
        <translation>把每个数字写成表格</translation>
    </message>
    <message>
        <source>Not computable</source>
        <translation>不可计算</translation>
    </message>
    <message>
        <source>Two significant figures; ranges from assumptions, not forecasts. A hand over a row shows formula and sources, a click its places.</source>
        <translation>保留两位有效数字；范围来自假设，不是预测。指向一行看公式和来源，单击看它在哪里。</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Selected</source>
        <translation>所选</translation>
    </message>
    <message>
        <source>Bring it to the middle</source>
        <translation>移到画面中央</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>Click a building, a car park or a lane. Here you read what it is, since when, who decided, what it replaces, and what is gained and lost.</source>
        <translation>点选建筑、停车场或车道，看它是什么、何时起、由谁决定、取代了什么，以及得与失。</translation>
    </message>
    <message>
        <source>Copy the name {id}</source>
        <translation>复制名称 {id}</translation>
    </message>
    <message>
        <source> and </source>
        <translation> 和 </translation>
    </message>
    <message>
        <source>The same in {panes}</source>
        <translation>{panes} 窗相同</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>此处没有</translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation>已不在</translation>
    </message>
    <message>
        <source>estimated, not survey</source>
        <translation>估计值，非测绘</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Comes by</source>
        <translation>由来</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决策</translation>
    </message>
    <message>
        <source>a rule or a plan, not falling demand</source>
        <translation>来自规定或规划，不是需求减少</translation>
    </message>
    <message>
        <source>Demand</source>
        <translation>需求</translation>
    </message>
    <message>
        <source>less is needed, nobody has to decide</source>
        <translation>需求减少后自然腾出，无须决定</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>决策方</translation>
    </message>
    <message>
        <source>Operated by</source>
        <translation>运营方</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>出资方</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Replaces</source>
        <translation>取代</translation>
    </message>
    <message>
        <source>+ Gains</source>
        <translation>+ 得</translation>
    </message>
    <message>
        <source>– Harms</source>
        <translation>– 失</translation>
    </message>
    <message>
        <source>In {year}</source>
        <translation>{year} 年</translation>
    </message>
    <message>
        <source>In which order</source>
        <translation>先后次序</translation>
    </message>
    <message>
        <source>{year}, one year after the start</source>
        <translation>{year}，启动后 1 年</translation>
    </message>
    <message>
        <source>{year}, {n} years after the start</source>
        <translation>{year}，启动后 {n} 年</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>还有 {n} 项</translation>
    </message>
    <message>
        <source>Replaced by</source>
        <translation>被取代为</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>KerbChart</name>
    <message>
        <source>Kerb through the day</source>
        <translation>一天中的路缘</translation>
    </message>
</context>
<context>
    <name>KerbPart</name>
    <message>
        <source>Kerb of {street} through the day</source>
        <translation>{street} 一天中的路缘</translation>
    </message>
</context>
<context>
    <name>LayerChooser</name>
    <message>
        <source>Layer of the curves: {name}</source>
        <translation>曲线的图层：{name}</translation>
    </message>
    <message>
        <source>{name} (no data)</source>
        <translation>{name}（无数据）</translation>
    </message>
</context>
<context>
    <name>LayerModel</name>
    <message>
        <source>Not in these scenarios ({n})</source>
        <extracomment>The last group: layers of the report that no open scenario has, folded away.</extracomment>
        <translation>这些情景中没有（{n}）</translation>
    </message>
    <message>
        <source>{layer} in pane {tag}</source>
        <translation>{tag} 窗的{layer}</translation>
    </message>
    <message>
        <source>{gains} gains, {harms} harms</source>
        <translation>{gains} 项得，{harms} 项失</translation>
    </message>
</context>
<context>
    <name>LayerRow</name>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
</context>
<context>
    <name>LayerView</name>
    <message>
        <source>Layers</source>
        <extracomment>With more panes the names need the room of the two columns of gains and harms; the inspector and the tip tell them.</extracomment>
        <translation>图层</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>Change</source>
        <extracomment>Columns by the order they sort by.</extracomment>
        <translation>变化</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起始</translation>
    </message>
</context>
<context>
    <name>LedgerModel</name>
    <message>
        <source>{stalls} removed</source>
        <translation>减少 {stalls}</translation>
    </message>
    <message>
        <source>start {start}, there from {year}</source>
        <translation>{start} 年开始，{year} 年建成</translation>
    </message>
    <message>
        <source>not seen from here</source>
        <translation>从这里看不到</translation>
    </message>
</context>
<context>
    <name>LedgerPanel</name>
    <message>
        <source>Nothing to compare with</source>
        <extracomment>Lower than this the table needs the room: what stands under it opens when it is asked for.</extracomment>
        <translation>没有可对照的情景</translation>
    </message>
    <message>
        <source>Every object that differs between two scenarios is listed here. Open a second scenario beside this one: Ctrl+O, or drop its file on the window.</source>
        <translation>这里逐一列出两个情景之间不同的物体。再打开一个情景：Ctrl+O，或把文件拖进窗口。</translation>
    </message>
    <message>
        <source>Nothing changes between the two</source>
        <translation>两者之间没有变化</translation>
    </message>
    <message>
        <source>Every object that differs is listed here. Tick a layer in the tree, or move the year on with ].</source>
        <translation>这里逐一列出不同的物体。在图层树里勾选图层，或按 ] 把年份往后推。</translation>
    </message>
    <message>
        <source>{n} changes</source>
        <translation>{n} 处变化</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 处变化</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{all} 处中的 {n} 处</translation>
    </message>
    <message>
        <source>{stalls} removed</source>
        <translation>减少 {stalls}</translation>
    </message>
    <message>
        <source>Pods and the decks they stand on are counted apart.</source>
        <translation>办公舱与其下的平台分别计数。</translation>
    </message>
    <message>
        <source>+ Gains</source>
        <translation>+ 得</translation>
    </message>
    <message>
        <source>– Harms</source>
        <translation>– 失</translation>
    </message>
    <message>
        <source>+ Gains that go</source>
        <translation>+ 随之失去的得</translation>
    </message>
    <message>
        <source>– Harms that go</source>
        <translation>– 随之消失的失</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>全部图层</translation>
    </message>
    <message>
        <source>Write the changes</source>
        <translation>写出变化清单</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>变化清单</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Write every change as a table</source>
        <translation>把全部变化写成表格</translation>
    </message>
    <message>
        <source>Filter by object, layer, street</source>
        <translation>按物体、图层、街道筛选</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Demand or decision</source>
        <translation>需求或决策</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>次序</translation>
    </message>
    <message>
        <source>Demand and decision</source>
        <translation>需求与决策</translation>
    </message>
    <message>
        <source>By demand</source>
        <translation>因需求</translation>
    </message>
    <message>
        <source>By decision</source>
        <translation>因决策</translation>
    </message>
    <message>
        <source>As in the file</source>
        <translation>按文件次序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>By street</source>
        <translation>按街道</translation>
    </message>
    <message>
        <source>By layer</source>
        <translation>按图层</translation>
    </message>
    <message>
        <source>Demand first</source>
        <translation>需求在前</translation>
    </message>
    <message>
        <source>By count</source>
        <translation>按数量</translation>
    </message>
    <message>
        <source>By size</source>
        <translation>按大小</translation>
    </message>
    <message>
        <source>By stalls</source>
        <translation>按车位</translation>
    </message>
    <message>
        <source>By start</source>
        <translation>按起始年</translation>
    </message>
    <message>
        <source>In this view</source>
        <translation>本视角</translation>
    </message>
    <message>
        <source>Gains and harms</source>
        <translation>得与失</translation>
    </message>
</context>
<context>
    <name>LedgerRow</name>
    <message>
        <source>there from {year}</source>
        <extracomment>With more objects than this the interventions are folded at first: an overview, then the objects. So many places light up under a hand at once; a click marks them all.</extracomment>
        <translation>{year} 年建成</translation>
    </message>
</context>
<context>
    <name>LeftPanel</name>
    <message>
        <source>Scenarios</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>{n} open</source>
        <translation>已打开 {n} 个</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Open a scenario beside these…</source>
        <translation>再打开一个情景…</translation>
    </message>
    <message>
        <source>Keys 1–9 tick a layer, Shift in all panes, Alt-click shows it alone</source>
        <translation>数字键 1–9 勾选图层，加 Shift 用于所有窗格，按住 Alt 点击只看这一层</translation>
    </message>
</context>
<context>
    <name>LinkPill</name>
    <message>
        <source>Cameras linked: click to part them, or hold Alt for one drag</source>
        <translation>视角已联动：点击解除，或按住 Alt 单独拖动一次</translation>
    </message>
    <message>
        <source>Link the cameras again</source>
        <translation>重新联动视角</translation>
    </message>
</context>
<context>
    <name>Loading</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>NotesPage</name>
    <message>
        <source>Previous</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Exchange screens</source>
        <translation>对调屏幕</translation>
    </message>
    <message>
        <source>End the talk</source>
        <translation>结束放映</translation>
    </message>
    <message>
        <source>Slide {n} of {all}</source>
        <translation>第 {n} 页，共 {all} 页</translation>
    </message>
    <message>
        <source>No notes for this slide</source>
        <translation>这一页没有备注</translation>
    </message>
    <message>
        <source>This is the last slide</source>
        <translation>这是最后一页</translation>
    </message>
    <message>
        <source>{time} since the start</source>
        <translation>已讲 {time}</translation>
    </message>
</context>
<context>
    <name>PairPane</name>
    <message>
        <source>Exchange left and right (Space)</source>
        <translation>左右互换（空格）</translation>
    </message>
</context>
<context>
    <name>PairView</name>
    <message>
        <source>Drag, or use ← and →; double click for the middle, Space exchanges the sides</source>
        <translation>拖动，或按 ← →；双击回到中间，空格左右互换</translation>
    </message>
</context>
<context>
    <name>PaneHeader</name>
    <message>
        <source>Scenario of pane {tag}</source>
        <extracomment>What lies between the parts of the line and around them.</extracomment>
        <translation>{tag} 窗的情景</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>deduced</source>
        <translation>推演</translation>
    </message>
    <message>
        <source>One year earlier ([)</source>
        <translation>早一年（[）</translation>
    </message>
    <message>
        <source>One year later (])</source>
        <translation>晚一年（]）</translation>
    </message>
    <message>
        <source>Show all panes</source>
        <translation>显示所有分窗</translation>
    </message>
    <message>
        <source>Show this pane alone</source>
        <translation>只看这一窗</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Scenarios and layers</source>
        <translation>情景和图层</translation>
    </message>
</context>
<context>
    <name>RecentRow</name>
    <message>
        <source>moved or deleted</source>
        <extracomment>What the examples show, by file name.</extracomment>
        <translation>已移走或删除</translation>
    </message>
</context>
<context>
    <name>RightPanel</name>
    <message>
        <source>Selected</source>
        <extracomment>A row of the ledger needs more room than a fact of the inspector.</extracomment>
        <translation>选中</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Freed</source>
        <translation>腾出</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Right panel</source>
        <translation>右侧面板</translation>
    </message>
</context>
<context>
    <name>ScenarioList</name>
    <message>
        <source>Scenarios</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>Show in pane {tag}</source>
        <translation>在 {tag} 窗显示</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Show faults</source>
        <translation>查看错误</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ScenarioModel</name>
    <message>
        <source>, last good picture kept</source>
        <translation>，保留上一幅可用画面</translation>
    </message>
    <message>
        <source>1 fault</source>
        <translation>1 处错误</translation>
    </message>
    <message>
        <source>{n} faults</source>
        <translation>{n} 处错误</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>Baseline • measured {year}</source>
        <translation>基线 • {year} 年实测</translation>
    </message>
    <message>
        <source>1 intervention</source>
        <translation>1 项干预</translation>
    </message>
    <message>
        <source>{n} interventions</source>
        <translation>{n} 项干预</translation>
    </message>
</context>
<context>
    <name>SlideEditor</name>
    <message>
        <source>Slide {n}</source>
        <extracomment>Keys that move through slides mean the text while one writes.</extracomment>
        <translation>第 {n} 页</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Notes for the speaker</source>
        <translation>讲者备注</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>counted or measured on this model</source>
        <extracomment>What the layers write as the source of a number that they count or measure themselves.</extracomment>
        <translation>在本模型上计数或量取</translation>
    </message>
    <message>
        <source>standard, official or reviewed</source>
        <translation>标准、官方或同行评议</translation>
    </message>
    <message>
        <source>industry or press</source>
        <translation>行业或媒体</translation>
    </message>
    <message>
        <source>weak source</source>
        <translation>弱来源</translation>
    </message>
    <message>
        <source>assumption</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>computed by the model</source>
        <translation>模型计算</translation>
    </message>
    <message>
        <source>published</source>
        <translation>已发表</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>估计</translation>
    </message>
</context>
<context>
    <name>StaleBanner</name>
    <message>
        <source>Last good picture, {time}. The file has changed since.</source>
        <translation>这是 {time} 的可用画面，文件此后已改动。</translation>
    </message>
    <message>
        <source>Go to fault 1</source>
        <translation>看第 1 处错误</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>{file}: 1 fault, reading stopped</source>
        <translation>{file}：1 处错误，读取中止</translation>
    </message>
    <message>
        <source>{file}: {n} faults, reading stopped</source>
        <translation>{file}：{n} 处错误，读取中止</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>1 pane</source>
        <translation>1 窗</translation>
    </message>
    <message>
        <source>{n} panes</source>
        <translation>{n} 窗</translation>
    </message>
    <message>
        <source>{n} parts</source>
        <translation>{n} 个部件</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} 毫秒</translation>
    </message>
    <message>
        <source>Picture refined</source>
        <translation>图像已细化</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Storyboard</source>
        <translation>分镜</translation>
    </message>
    <message>
        <source>1 slide</source>
        <translation>1 页</translation>
    </message>
    <message>
        <source>{n} slides</source>
        <translation>{n} 页</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>放映</translation>
    </message>
    <message>
        <source>Full screen, with keys (F11)</source>
        <translation>全屏放映，按键操作（F11）</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>各页</translation>
    </message>
    <message>
        <source>Slides of a talk stand here. Find a view worth showing and keep it.</source>
        <translation>这里排列演讲用的各页。找到值得讲的画面，存下来即可。</translation>
    </message>
    <message>
        <source>Keep view</source>
        <translation>存为一页</translation>
    </message>
    <message>
        <source>Make a slide of what is on screen (Ctrl+Shift+K)</source>
        <translation>把当前画面存为一页（Ctrl+Shift+K）</translation>
    </message>
    <message>
        <source>Title, caption, notes…</source>
        <translation>标题、说明、备注…</translation>
    </message>
    <message>
        <source>Show what is on screen now</source>
        <translation>改为当前画面</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>One place earlier</source>
        <translation>前移一位</translation>
    </message>
    <message>
        <source>One place later</source>
        <translation>后移一位</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Present from here</source>
        <translation>从这页放映</translation>
    </message>
</context>
<context>
    <name>Switches</name>
    <message>
        <source>Title and caption</source>
        <extracomment>Field of Furniture for each tick, in reading order; &apos;&apos; are the two locked ones, &apos;transparent&apos; is the sheet&apos;s.</extracomment>
        <translation>标题和说明</translation>
    </message>
    <message>
        <source>Legend, visible layers</source>
        <translation>图例（可见图层）</translation>
    </message>
    <message>
        <source>Scale bar</source>
        <translation>比例尺</translation>
    </message>
    <message>
        <source>North arrow</source>
        <translation>指北针</translation>
    </message>
    <message>
        <source>Names in the picture</source>
        <translation>图中名称</translation>
    </message>
    <message>
        <source>Pane letters and years</source>
        <translation>分窗标签和年份</translation>
    </message>
    <message>
        <source>Gains and harms</source>
        <translation>得与失</translation>
    </message>
    <message>
        <source>Numbers in the legend</source>
        <translation>图例数字</translation>
    </message>
    <message>
        <source>View stamp, reopens it</source>
        <translation>视图戳记</translation>
    </message>
    <message>
        <source>Transparent ground</source>
        <translation>透明背景</translation>
    </message>
    <message>
        <source>Always on the picture: without it a scenario looks like a promise.</source>
        <translation>图上必有：少了它，情景就像承诺。</translation>
    </message>
    <message>
        <source>Source and licence</source>
        <translation>来源与许可</translation>
    </message>
    <message>
        <source>Not a prediction</source>
        <translation>不是预测</translation>
    </message>
</context>
<context>
    <name>TalkKeys</name>
    <message>
        <source>Next slide</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Previous slide</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>First slide</source>
        <translation>第一页</translation>
    </message>
    <message>
        <source>Last slide</source>
        <translation>最后一页</translation>
    </message>
    <message>
        <source>Hold: today in its place</source>
        <translation>按住：原地看现状</translation>
    </message>
    <message>
        <source>Layers on and off, with Shift in all panes</source>
        <translation>开关图层，加 Shift 为所有分窗</translation>
    </message>
    <message>
        <source>Move the line of a swipe, or drag it</source>
        <translation>移动卷帘的分界线，也可直接拖动</translation>
    </message>
    <message>
        <source>Exchange left and right</source>
        <translation>左右对调</translation>
    </message>
    <message>
        <source>Change lens</source>
        <translation>变化透镜</translation>
    </message>
    <message>
        <source>Next way to compare</source>
        <translation>换一种对比方式</translation>
    </message>
    <message>
        <source>One year earlier, later</source>
        <translation>早一年、晚一年</translation>
    </message>
    <message>
        <source>Life on the street</source>
        <translation>街上的活动</translation>
    </message>
    <message>
        <source>Back to the slide&apos;s own view</source>
        <translation>回到本页原来的画面</translation>
    </message>
    <message>
        <source>English, Chinese, both</source>
        <translation>英文、中文、双语</translation>
    </message>
    <message>
        <source>Dark screen, any slide key brings it back</source>
        <translation>黑屏，按翻页键恢复</translation>
    </message>
    <message>
        <source>The other screen</source>
        <translation>换到另一块屏幕</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>这些按键</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Play the years (Space; Shift: all panes)</source>
        <extracomment>Left of the slider, here and in the curves over it, so that the years stand above one another.</extracomment>
        <translation>播放年份（空格；Shift：所有窗格）</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格）</translation>
    </message>
    <message>
        <source>Who is there at this hour (H)</source>
        <translation>此刻谁在使用（H）</translation>
    </message>
    <message>
        <source>Curves of technology and space (Ctrl+Shift+T)</source>
        <translation>技术与空间曲线（Ctrl+Shift+T）</translation>
    </message>
    <message>
        <source>Low, central and high side by side (Ctrl+Shift+F)</source>
        <translation>低、中、高三线并排（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>by demand: no data</source>
        <translation>因需求：无数据</translation>
    </message>
    <message>
        <source>by demand {share}</source>
        <translation>因需求 {share}</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Faults</source>
        <extracomment>Weight -&gt; icon, its role, the ground.</extracomment>
        <translation>错误</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Single</source>
        <translation>单窗</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Compare mode</source>
        <translation>对比方式</translation>
    </message>
    <message>
        <source>Number of panes</source>
        <translation>分窗数</translation>
    </message>
    <message>
        <source>hold for today</source>
        <translation>按住看现状</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Search commands and views (Ctrl+K)</source>
        <translation>搜索命令和视图（Ctrl+K）</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Life on the street: vehicles and people move (K)</source>
        <translation>街上的活动：车辆与行人动起来（K）</translation>
    </message>
    <message>
        <source>Stop the street (K); {n}× real time, Shift+K for another speed</source>
        <translation>停下街上的活动（K）；现为实时的 {n} 倍，Shift+K 换一档</translation>
    </message>
    <message>
        <source>Life on the street: off, less motion is asked for</source>
        <translation>街上的活动：已关闭，因为要求减少动态</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>卷帘</translation>
    </message>
    <message>
        <source>Change lens</source>
        <translation>变化透镜</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>Reading stopped • 1 fault</source>
        <translation>读取中止 • 1 处错误</translation>
    </message>
    <message>
        <source>Reading stopped • {n} faults</source>
        <translation>读取中止 • {n} 处错误</translation>
    </message>
    <message>
        <source>No scenario open</source>
        <translation>没有打开的情景</translation>
    </message>
    <message>
        <source>{n} files • read {time}</source>
        <translation>{n} 个文件 • {time} 读取</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>Edited: {file}</source>
        <translation>已修改：{file}</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>{time} 已保存</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>分窗</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>受众</translation>
    </message>
    <message>
        <source>Theme and language</source>
        <translation>主题与语言</translation>
    </message>
    <message>
        <source>Storyboard</source>
        <translation>分镜</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>最近的文件</translation>
    </message>
</context>
<context>
    <name>ViewChooser</name>
    <message>
        <source>Own view</source>
        <extracomment>The icon of the chooser and what lies around its words.</extracomment>
        <translation>自定视角</translation>
    </message>
    <message>
        <source>Choose a view (V)</source>
        <translation>选择视图（V）</translation>
    </message>
    <message>
        <source>View: {name}</source>
        <translation>视图：{name}</translation>
    </message>
</context>
<context>
    <name>ViewList</name>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Update from the camera</source>
        <translation>按当前画面更新</translation>
    </message>
    <message>
        <source>This view takes over camera, year, layers and mode of the screen</source>
        <translation>视图改用屏幕上的镜头、年份、图层和比较方式</translation>
    </message>
    <message>
        <source>Rename (F2)</source>
        <translation>重命名（F2）</translation>
    </message>
    <message>
        <source>Earlier in the list (Alt+Up)</source>
        <translation>上移（Alt+Up）</translation>
    </message>
    <message>
        <source>Later in the list (Alt+Down)</source>
        <translation>下移（Alt+Down）</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>删除（Del）</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>视图名称</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Shown by 1 slide</source>
        <translation>1 张幻灯片用到它</translation>
    </message>
    <message>
        <source>Shown by {n} slides</source>
        <translation>{n} 张幻灯片用到它</translation>
    </message>
    <message>
        <source>View {n}</source>
        <translation>视图 {n}</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>See a district today and in the near future</source>
        <extracomment>File, picture in assets/welcome.</extracomment>
        <translation>看一个街区的现状与近未来</translation>
    </message>
    <message>
        <source>Open a scenario file or start from an example. Nothing is fetched from a network.</source>
        <translation>打开情景文件，或从示例开始。不会从网络获取任何内容。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Learn in four gestures</source>
        <translation>四个手势上手</translation>
    </message>
    <message>
        <source>Drop scenario files here</source>
        <translation>把情景文件拖到这里</translation>
    </message>
    <message>
        <source>one or several .yaml files of one district</source>
        <translation>同一街区的一个或多个 .yaml 文件</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Tick a layer</source>
        <translation>勾选图层</translation>
    </message>
    <message>
        <source>in the left panel, or keys 1 to 4</source>
        <translation>在左侧面板，或按 1 至 4</translation>
    </message>
    <message>
        <source>Hold for today</source>
        <translation>按住看现状</translation>
    </message>
    <message>
        <source>release to come back</source>
        <translation>松开即返回</translation>
    </message>
    <message>
        <source>Single or side by side</source>
        <translation>单窗或并排</translation>
    </message>
    <message>
        <source>the same camera in every pane</source>
        <translation>各窗视角相同</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>what you see is what is written</source>
        <translation>所见即所得</translation>
    </message>
    <message>
        <source>Files you open appear here</source>
        <translation>打开过的文件会列在这里</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Open scenarios</source>
        <translation>打开情景</translation>
    </message>
    <message>
        <source>Scenario files (*.yaml *.yml)</source>
        <translation>情景文件 (*.yaml *.yml)</translation>
    </message>
</context>
<context>
    <name>YearTrack</name>
    <message>
        <source>measured</source>
        <extracomment>What a tooltip has around its lines, and how far under the point asked for Qt puts it.</extracomment>
        <translation>实测</translation>
    </message>
    <message>
        <source>deduced</source>
        <translation>推演</translation>
    </message>
    <message>
        <source>{year}: begins, by decision</source>
        <translation>{year} 年开始 · 因决策</translation>
    </message>
    <message>
        <source>{year}: begins, by demand</source>
        <translation>{year} 年开始 · 因需求</translation>
    </message>
    <message>
        <source>{year}: stands, by decision</source>
        <translation>{year} 年建成 · 因决策</translation>
    </message>
    <message>
        <source>{year}: stands, by demand</source>
        <translation>{year} 年建成 · 因需求</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 项</translation>
    </message>
    <message>
        <source>{year}: policy of China</source>
        <translation>{year} 年：中国国家政策</translation>
    </message>
    <message>
        <source>space by demand: {share}</source>
        <translation>空间（因需求）：{share}</translation>
    </message>
    <message>
        <source>no data on demand: {why}</source>
        <translation>没有需求数据：{why}</translation>
    </message>
</context>
</TS>
