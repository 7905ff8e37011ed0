using System.Globalization;
using System.Text;
using System.Xml;

namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>Draws a certificate of membership (会员证书) as SVG. Pure.</summary>
internal static class CertificatePicture
{
    private const int Width = 1120;
    private const int Height = 792;
    private const int TextWidth = 960;
    private const string Frame = "#8a6d1f";
    private const string Fonts = "'Songti SC', 'Noto Serif CJK SC', SimSun, Georgia, serif";

    /// <summary>The picture.</summary>
    public static string Draw(CertificateContent content)
    {
        var valid = content.ValidUntil is { } until
            ? $"有效期 {Periods.Text(content.ValidFrom)} – {Periods.Text(until)}"
            : $"生效日期 {Periods.Text(content.ValidFrom)}";
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}">
            <rect width="{Width}" height="{Height}" fill="#fffdf6"/>
            <rect x="30" y="30" width="{Width - 60}" height="{Height - 60}" fill="none" stroke="{Frame}"
              stroke-width="6"/>
            <rect x="44" y="44" width="{Width - 88}" height="{Height - 88}" fill="none" stroke="{Frame}"/>
            <g fill="#2b2410" text-anchor="middle" font-family="{Fonts}">

            """);
        Line(svg, content.ShopName, 140, 40);
        Line(svg, "会员证书", 230, 64);
        Line(svg, "Certificate of Membership", 275, 24);
        Line(svg, content.Holder, 390, 56);
        if (content.TierName is { } tier) Line(svg, tier, 470, 36);
        Line(svg, $"No. {content.Number}", 550, 36);
        Line(svg, valid, 640, 28);
        return svg.Append("</g>\n</svg>\n").ToString();
    }

    /// <summary>One line in the middle, smaller where it would be too wide.</summary>
    private static void Line(StringBuilder svg, string text, int y, int size)
    {
        var fits = Math.Min(size, TextWidth / Math.Max(1, Wide(text)));
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width / 2}\" y=\"{y}\" font-size=\"{fits:0.#}\">")
            .Append(Escape(text)).Append("</text>\n");
    }

    /// <summary>How wide a text is at most, in font sizes: a Latin letter is about half a square.</summary>
    private static double Wide(string text) => text.Sum(letter => letter < '\u0250' ? 0.6 : 1.0);

    /// <summary>A text as XML has it, without what XML has not.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&apos;",
                <= char.MaxValue when !XmlConvert.IsXmlChar((char)rune.Value) => "\uFFFD",
                _ => rune.ToString(),
            });
        return escaped.ToString();
    }
}
