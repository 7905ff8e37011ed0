using System.Globalization;
using System.Text;
using System.Xml;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Files;

/// <summary>
/// ISO 20022 customer credit transfer initiation, pain.001.001.09: one debtor, one execution date, a transfer for each
/// transfer with the transfer's number as its end-to-end id. Pure: the same input gives the same bytes.
/// </summary>
internal static class Pain001
{
    /// <summary>The message's namespace.</summary>
    public const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    // SEPA takes 70 characters of the standard's 140.
    private const int MaxName = 70;
    private const string NotProvided = "NOTPROVIDED";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(false),
        Indent = true,
        NewLineChars = "\n",
    };

    /// <summary>The message.</summary>
    public static string Of(FileHead head, IReadOnlyList<FileTransfer> transfers)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("CstmrCdtTrfInitn");
            Header(xml, head, transfers);
            Payment(xml, head, transfers);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Header(XmlWriter xml, FileHead head, IReadOnlyList<FileTransfer> transfers)
    {
        xml.WriteStartElement("GrpHdr");
        xml.WriteElementString("MsgId", head.MessageId);
        xml.WriteElementString(
            "CreDtTm", head.MadeAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Totals(xml, head, transfers);
        xml.WriteStartElement("InitgPty");
        xml.WriteElementString("Nm", BankText.Of(head.Debtor.Name, MaxName));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Payment(XmlWriter xml, FileHead head, IReadOnlyList<FileTransfer> transfers)
    {
        xml.WriteStartElement("PmtInf");
        xml.WriteElementString("PmtInfId", head.MessageId);
        xml.WriteElementString("PmtMtd", "TRF");
        Totals(xml, head, transfers);
        xml.WriteStartElement("ReqdExctnDt");
        xml.WriteElementString("Dt", head.ExecutionOn);
        xml.WriteEndElement();
        xml.WriteStartElement("Dbtr");
        xml.WriteElementString("Nm", BankText.Of(head.Debtor.Name, MaxName));
        xml.WriteEndElement();
        Account(xml, "DbtrAcct", head.Debtor.Account);
        Agent(xml, "DbtrAgt", head.Debtor.Bic, null);
        // SEPA knows no other way than that each side bears its own charges.
        xml.WriteElementString("ChrgBr", head.Currency == "EUR" ? "SLEV" : "SHAR");
        foreach (var one in transfers) Transaction(xml, head, one);
        xml.WriteEndElement();
    }

    private static void Transaction(XmlWriter xml, FileHead head, FileTransfer one)
    {
        xml.WriteStartElement("CdtTrfTxInf");
        xml.WriteStartElement("PmtId");
        xml.WriteElementString("EndToEndId", one.TransferNo);
        xml.WriteEndElement();
        xml.WriteStartElement("Amt");
        xml.WriteStartElement("InstdAmt");
        xml.WriteAttributeString("Ccy", head.Currency);
        xml.WriteString(Currencies.Major(one.Net, head.Currency));
        xml.WriteEndElement();
        xml.WriteEndElement();
        if (one.Bank is { } bank)
        {
            // In SEPA the IBAN says which bank it is, and a name may not stand here.
            if (BankAccount.IsBic(bank)) Agent(xml, "CdtrAgt", bank, null);
            else if (head.Currency != "EUR") Agent(xml, "CdtrAgt", null, BankText.Of(bank, MaxName));
        }
        xml.WriteStartElement("Cdtr");
        xml.WriteElementString("Nm", BankText.Of(one.Name, MaxName));
        xml.WriteEndElement();
        Account(xml, "CdtrAcct", one.Account);
        xml.WriteStartElement("RmtInf");
        xml.WriteElementString("Ustrd", one.TransferNo);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Totals(XmlWriter xml, FileHead head, IReadOnlyList<FileTransfer> transfers)
    {
        xml.WriteElementString("NbOfTxs", transfers.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("CtrlSum", Currencies.Major(transfers.Sum(one => one.Net), head.Currency));
    }

    private static void Account(XmlWriter xml, string name, string account)
    {
        xml.WriteStartElement(name);
        xml.WriteStartElement("Id");
        if (BankAccount.LooksLikeIban(account)) xml.WriteElementString("IBAN", account.ToUpperInvariant());
        else
        {
            xml.WriteStartElement("Othr");
            xml.WriteElementString("Id", account);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Agent(XmlWriter xml, string name, string? bic, string? bank)
    {
        xml.WriteStartElement(name);
        xml.WriteStartElement("FinInstnId");
        if (bic is not null) xml.WriteElementString("BICFI", bic);
        else if (bank is not null) xml.WriteElementString("Nm", bank);
        else
        {
            xml.WriteStartElement("Othr");
            xml.WriteElementString("Id", NotProvided);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
