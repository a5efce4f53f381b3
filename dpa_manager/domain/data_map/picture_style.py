"""How a map looks in a file of its own: light colours on white, as in `web/static/map.css`."""

STANDALONE_STYLE = """
text{font-family:Inter,"Segoe UI","Liberation Sans",Arial,sans-serif;fill:#17202b}
.map__ground{fill:#fff}
.map__head{font-size:17px;font-weight:600}
.map__count{font-size:12px;fill:#556170}
.map__box{fill:#f5f7fa;stroke:#c3ccd6}
.map__box--eea{fill:#e8f5ec;stroke:#b5d9c2}
.map__box--outside{fill:#fdf3e0;stroke:#e2b566}
.map__box--own{stroke-dasharray:5 4;stroke:#7b8794}
.map__box-name{font-size:12px;font-weight:600;fill:#4a5563}
.map__box-name--eea{fill:#14532d}
.map__box-name--outside{fill:#6b4300}
.map__edge{fill:none;stroke:#6b7f97;stroke-width:1.4}
.map__edge--fold{stroke:#7f8d9e;stroke-width:1}
.map__edge--outside{stroke:#b06a00;stroke-width:1.8}
.map__edge--own{stroke-dasharray:5 4}
.map__edge--added{stroke:#14532d;stroke-width:2.4}
.map__edge--changed{stroke:#1c4fb8;stroke-width:2.4}
.map__edge--removed{stroke:#94191f;stroke-width:2;stroke-dasharray:1.5 4}
.map__card{fill:#fff;stroke:#7b8794}
.map__node--category .map__card{fill:#e8effc;stroke:#6f8fd0}
.map__node--activity .map__card{fill:#f3f0fa;stroke:#9182bb}
.map__node--own .map__card{stroke-dasharray:5 4}
.map__node--outside .map__card{fill:#fffaf0;stroke:#b06a00}
.map__node--sensitive .map__card{fill:#fdeeee;stroke:#94191f;stroke-width:1.5}
.map__node--fold .map__card{fill:#f5f7fa;stroke-dasharray:2 3}
.map__node--added .map__card{stroke:#14532d;stroke-width:2.5}
.map__node--changed .map__card{stroke:#1c4fb8;stroke-width:2.5}
.map__node--removed .map__card{stroke:#94191f;stroke-width:2;stroke-dasharray:1.5 4}
.map__node--removed .map__name{text-decoration:line-through}
.map__name{font-size:14px;font-weight:600}
.map__small{font-size:11.5px;fill:#556170}
.map__small--word{font-weight:600;fill:#17202b}
.map__node--outside .map__small--word{fill:#6b4300}
.map__node--sensitive .map__small--word{fill:#94191f}
""".strip()
"""The sheet of a standalone picture; no font in it is wider than Inter, which was measured."""
