namespace SocialCommerce.Payouts.Files;

/// <summary>The formats in which a manual batch is given to a bank.</summary>
internal static class FileFormat
{
    /// <summary>The product's own file: amounts in minor units, no day and no debtor.</summary>
    public const string Csv = "csv";

    /// <summary>ISO 20022 customer credit transfer initiation, pain.001.001.09.</summary>
    public const string Pain001 = "pain001";

    /// <summary>A bank's spreadsheet: execution date, debtor, amounts in the major unit.</summary>
    public const string BankCsv = "bankCsv";

    /// <summary>Every format.</summary>
    public static readonly IReadOnlyCollection<string> Known = [Csv, Pain001, BankCsv];

    /// <summary>The formats that name an execution date, and are replaced where that has to change.</summary>
    public static readonly IReadOnlyCollection<string> Dated = [Pain001, BankCsv];
}
