"""Declarations of conformance as pieces of XMP metadata (RDF). Pure text."""

# ISO 14289-1, 5; the extension schema is what PDF/A asks for before it accepts the property (ISO 19005-3, 6.6.2.3).
UA_1 = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    b'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>'
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    b'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description></rdf:li>"
    b"</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)

# ISO 14289-2, 5.
UA_2 = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="2"'
    b' pdfuaid:rev="2024"/>'
)


def press(title: str, author: str, day: str, producer: str, identifier: str) -> bytes:
    """The whole metadata of a PDF/X-4 file (ISO 15930-7): `day` is an ISO date, `identifier` a UUID."""
    from xml.sax.saxutils import escape

    stamps = "".join(f"<xmp:{name}>{day}</xmp:{name}>" for name in ("CreateDate", "ModifyDate", "MetadataDate"))
    named = "".join(
        f"<dc:{name}><rdf:{kind}><rdf:li{mark}>{escape(text)}</rdf:li></rdf:{kind}></dc:{name}>"
        for name, kind, mark, text in (("title", "Alt", ' xml:lang="x-default"', title), ("creator", "Seq", "", author))
        if text
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">'
        f"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>"
        f"<pdf:Producer>{escape(producer)}</pdf:Producer>{named}{stamps}"
        f"<xmpMM:DocumentID>uuid:{identifier}</xmpMM:DocumentID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>"
        "<xmpMM:VersionID>1</xmpMM:VersionID></rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    ).encode()
