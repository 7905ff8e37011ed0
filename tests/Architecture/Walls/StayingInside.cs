using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>
/// What the code that serves never does, and the few files in which it does what could be dangerous. Each list is
/// complete: another file is looked at by a person before it is added here.
/// </summary>
public sealed class StayingInside
{
    private static readonly IReadOnlyList<Source> Files =
        [.. Source.All.Where(file => file.IsIn("src/Kernel", "src/Modules", "src/Flows", "src/Api"))];

    [Fact]
    public void No_process_is_started_and_no_memory_is_handled_by_hand() =>
        With(@"ProcessStartInfo|Process\.Start|DllImport|LibraryImport|\bunsafe\s|\bstackalloc \w+\*|Marshal\.")
            .ShouldBeEmpty();

    // Those two: a class of characters that a rule states, and the context of a validator of ours.
    [Fact]
    public void No_text_becomes_code_and_no_type_is_named_by_a_caller() => With(
        @"BinaryFormatter|TypeNameHandling|JsonDerivedType|JsonPolymorphic|Type\.GetType\(|Activator\.|Assembly\.Load"
            + @"|CSharpScript|Xslt|XPath|new Regex\(|Regex\.(IsMatch|Match|Replace|Split)\(")
        .ShouldBe(["BoundedRules.cs", "RequestBounds.cs"]);

    [Fact]
    public void Xml_is_read_only_of_the_product_itself() =>
        With(@"XmlReader|XmlDocument|XmlSerializer|XDocument|XElement").ShouldBe(["Documentation.cs"]);

    [Fact]
    public void Sql_is_made_of_constants_except_for_settings_cursors_declarations_and_maintenance() =>
        With(@"(?<!const string \w+\s*=\s*\$*)\$+""+\s*(select|insert|update|delete|with|declare|fetch|alter|create)\b")
            .ShouldBe(["Database.cs", "KeyRotation.cs", "PersonalTable.cs", "SqlBatch.cs", "WorkPool.cs"]);

    [Fact]
    public void Only_wechat_is_called_and_every_certificate_is_checked()
    {
        With(@"SocketsHttpHandler|HttpClient\(|TcpClient|\bSocket\(|WebRequest|SmtpClient|NamedPipe")
            .ShouldBe(["DevelopmentShop.cs", "WechatClient.cs"]);
        With(@"CertificateValidation|CertificateCustomValidation|TrustServerCertificate|CheckCertificateRevocation")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Files_are_read_and_written_only_in_development_and_for_the_document() =>
        With(@"\b(File|Directory)\.\w+\(|new FileStream|StreamWriter\(|PhysicalFileProvider")
            .ShouldBe(["Clone.cs", "ContractFiles.cs", "Documentation.cs", "Launcher.cs", "RolesMatrix.cs"]);

    [Fact]
    public void No_file_of_a_folder_no_cookie_and_no_other_origin_is_served() => With(
        @"UseStaticFiles|UseDirectoryBrowser|UseFileServer|UseDeveloperExceptionPage|UseCors|AddCors|Cookies\b"
            + @"|AddSession|WebSocket|AddSignalR|Results\.(Local)?Redirect|Response\.Redirect").ShouldBeEmpty();

    [Fact]
    public void Random_values_come_from_the_cryptographic_generator_and_algorithms_are_approved_ones()
    {
        With(@"new Random\(|Random\.Shared|Guid\.NewGuid|Guid\.CreateVersion7").ShouldBeEmpty();
        With(@"\bMD5\b|\bSHA1\b|HMACSHA1|HMACMD5|\bDES\b|TripleDES|RC2|CipherMode|RSAEncryptionPadding\.Pkcs1")
            .ShouldBeEmpty();
        With(@"OaepSHA1|RSASignaturePadding\.Pkcs1").ShouldBe(["WechatSigning.cs"], "WeChat Pay asks for them");
        With(@"new AesGcm\(").ShouldBe(["SecretProtector.cs", "WechatSigning.cs"]);
    }

    private static List<string> With(string pattern)
    {
        var wanted = new Regex(pattern, RegexOptions.CultureInvariant);
        return
        [
            .. Files.Where(file => wanted.IsMatch(file.Text)).Select(file => $"{file.Name}.cs")
                .Order(StringComparer.Ordinal),
        ];
    }
}
