/** The children that each element may have, in the order of ECMA-376, part 1 (transitional). */
export const childOrders: Readonly<Record<string, string>> = {
  workbook:
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst",
  worksheet:
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst",
  sheetPr: "tabColor outlinePr pageSetUpPr",
  sheetView: "pane selection pivotSelection extLst",
  c: "f v is extLst",
  cfRule: "formula colorScale dataBar iconSet extLst",
  dataBar: "cfvo color",
  colorScale: "cfvo color",
  styleSheet: "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
  dxf: "font numFmt fill alignment border protection extLst",
  xf: "alignment protection extLst",
  border: "start end left right top bottom diagonal vertical horizontal",
  table: "autoFilter sortState tableColumns tableStyleInfo extLst",
  "c:chartSpace":
    "c:date1904 c:lang c:roundedCorners c:style c:clrMapOvr c:pivotSource c:protection c:chart c:spPr c:txPr c:externalData c:printSettings c:userShapes c:extLst",
  "c:chart":
    "c:title c:autoTitleDeleted c:pivotFmts c:view3D c:floor c:sideWall c:backWall c:plotArea c:legend c:plotVisOnly c:dispBlanksAs c:extLst",
  "c:title": "c:tx c:layout c:overlay c:spPr c:txPr c:extLst",
  "c:plotArea": "c:layout c:barChart c:catAx c:valAx c:dTable c:spPr c:extLst",
  "c:barChart": "c:barDir c:grouping c:varyColors c:ser c:dLbls c:gapWidth c:overlap c:serLines c:axId c:extLst",
  "c:ser":
    "c:idx c:order c:tx c:spPr c:invertIfNegative c:pictureOptions c:dPt c:dLbls c:trendline c:errBars c:cat c:val c:shape c:extLst",
  "c:dLbls":
    "c:dLbl c:numFmt c:spPr c:txPr c:dLblPos c:showLegendKey c:showVal c:showCatName c:showSerName c:showPercent c:showBubbleSize c:separator c:showLeaderLines c:extLst",
  "c:catAx":
    "c:axId c:scaling c:delete c:axPos c:majorGridlines c:minorGridlines c:title c:numFmt c:majorTickMark c:minorTickMark c:tickLblPos c:spPr c:txPr c:crossAx c:crosses c:crossesAt c:auto c:lblAlgn c:lblOffset c:tickLblSkip c:tickMarkSkip c:noMultiLvlLbl c:extLst",
  "c:valAx":
    "c:axId c:scaling c:delete c:axPos c:majorGridlines c:minorGridlines c:title c:numFmt c:majorTickMark c:minorTickMark c:tickLblPos c:spPr c:txPr c:crossAx c:crosses c:crossesAt c:crossBetween c:majorUnit c:minorUnit c:dispUnits c:extLst",
  "c:scaling": "c:logBase c:orientation c:max c:min c:extLst",
  "c:strRef": "c:f c:strCache c:extLst",
  "c:numRef": "c:f c:numCache c:extLst",
  "c:strCache": "c:ptCount c:pt c:extLst",
  "c:numCache": "c:formatCode c:ptCount c:pt c:extLst",
  "c:rich": "a:bodyPr a:lstStyle a:p",
  "c:txPr": "a:bodyPr a:lstStyle a:p",
  "a:p": "a:pPr a:r a:endParaRPr",
  "a:r": "a:rPr a:t",
  "a:defRPr": "a:ln a:solidFill a:latin",
  "a:rPr": "a:ln a:solidFill a:latin",
  "xdr:twoCellAnchor": "xdr:from xdr:to xdr:graphicFrame xdr:clientData",
  "xdr:from": "xdr:col xdr:colOff xdr:row xdr:rowOff",
  "xdr:to": "xdr:col xdr:colOff xdr:row xdr:rowOff",
  "xdr:graphicFrame": "xdr:nvGraphicFramePr xdr:xfrm a:graphic",
  "xdr:nvGraphicFramePr": "xdr:cNvPr xdr:cNvGraphicFramePr",
};
