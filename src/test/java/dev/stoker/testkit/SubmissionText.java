package dev.stoker.testkit;

/// Submissions in the Feed's dialect, as small as they can be.
public final class SubmissionText {
    private SubmissionText() {}

    /// A Form 4 whose primary document is `xml`.
    public static String withXml(String accessionNumber, String xml) {
        return """
        <SUBMISSION>
        <ACCESSION-NUMBER>%s
        <TYPE>4
        <PERIOD>20250102
        <REPORTING-OWNER>
        <OWNER-DATA>
        <CONFORMED-NAME>DOE JANE
        <CIK>0000000111
        </OWNER-DATA>
        </REPORTING-OWNER>
        <ISSUER>
        <COMPANY-DATA>
        <CONFORMED-NAME>ACME CORP
        <CIK>0000000222
        </COMPANY-DATA>
        </ISSUER>
        <DOCUMENT>
        <TYPE>4
        <SEQUENCE>1
        <FILENAME>form4.xml
        <TEXT>
        <XML>
        %s
        </XML>
        </TEXT>
        </DOCUMENT>
        </SUBMISSION>
        """
                .formatted(accessionNumber, xml);
    }
}
